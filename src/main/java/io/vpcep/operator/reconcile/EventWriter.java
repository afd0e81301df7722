package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.decision.Notice;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for events. An event's name is made from what it tells of, so telling it again,
 * after a crash or by another replica, meets the event that is there already.
 */
final class EventWriter {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);
  private static final String CONTROLLER = "vpcep.io/vpcep-operator";
  private static final int MAX_PREFIX = 200;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Refusals that another try would meet again: not allowed, namespace going away, not valid. */
  private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 422);

  private final KubernetesClient client;
  private final String instance;

  /**
   * @param instance which replica reports, for example the pod's name
   */
  EventWriter(KubernetesClient client, String instance) {
    this.client = client;
    this.instance = instance;
  }

  /**
   * Sends the event unless it is there already.
   *
   * @throws KubernetesClientException if it should be tried again; where that is in vain, the event
   *     is given up with a warning, because the status matters more
   */
  void tell(HasMetadata resource, Notice notice, Instant now) {
    try {
      client.resource(event(resource, notice, now)).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT) {
        return;
      }
      if (!FINAL.contains(e.getCode())) {
        throw e;
      }
      LOG.warn(
          "event {} of {} {}/{} is given up: {}",
          notice.reason().word(),
          resource.getKind(),
          resource.getMetadata().getNamespace(),
          resource.getMetadata().getName(),
          e.getStatus() == null ? e.getMessage() : e.getStatus().getMessage());
    }
  }

  private Event event(HasMetadata resource, Notice notice, Instant now) {
    var metadata = resource.getMetadata();
    var name = metadata.getName();
    return new EventBuilder()
        .withNewMetadata()
        .withName(prefix(name) + "." + notice.identity())
        .withNamespace(metadata.getNamespace())
        .endMetadata()
        .withEventTime(new MicroTime(MICROS.format(now)))
        .withReportingController(CONTROLLER)
        .withReportingInstance(instance)
        .withAction("Poll")
        .withReason(notice.reason().word())
        .withType(notice.reason().type())
        .withNote(notice.note())
        .withRegarding(
            new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(metadata.getNamespace())
                .withName(name)
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .build())
        .build();
  }

  /** As much of a resource's name as an event's own name has room for. */
  private static String prefix(String name) {
    var start = name.length() <= MAX_PREFIX ? name : name.substring(0, MAX_PREFIX);
    // Each part between dots has to end with a letter or a digit.
    return start.replaceFirst("[.-]+$", "");
  }
}
