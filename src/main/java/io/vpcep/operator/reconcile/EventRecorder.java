package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.cluster.ApiServerJson;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only writer of events. Each transition is recorded once:
 *
 * <ul>
 *   <li>The event comes before the status that numbers it, or else stands in that status until it
 *       is recorded. A process that dies in between, or loses the race for the status, leaves a
 *       status that leads to the same event with the same number, be it decided by this process,
 *       the next one, or another replica.
 *   <li>All transitions of a resource with one reason share an event object, whose name is made
 *       from both. So the second to record a transition meets the first: it finds the number in the
 *       object and leaves it at that. Another transition is counted under the object's resource
 *       version: of two who count the same, one finds out. A replica remembers the version that it
 *       wrote, so that it continues its own series with one request.
 *   <li>A flapping connection has an object for each reason, however often it flaps.
 *   <li>The API server forgets an event an hour after it was last written, and somebody may delete
 *       it: then the series begins again. Only a transition whose status could not be written for
 *       all that time is recorded a second time, when there is nothing left of the first.
 * </ul>
 *
 * <p>It writes through the core API: that of {@code events.k8s.io} shows the same objects, but
 * never lets a note be changed, so that a connection that fails in another way could not say so in
 * its series.
 */
final class EventRecorder {

  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);

  /** An event is worth less than the status that waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** More often nobody can be in the way of each other: there are two replicas. */
  private static final int TRIES = 10;

  /** Refusals that another try would meet again: no such namespace, event not valid. */
  private static final Set<Integer> FINAL = Set.of(400, 404, 405, 422);

  private final RawKubernetesClient calls;
  private final String instance;
  private final RecentSeries recent;

  /**
   * @param calls made only while this replica leads
   * @param instance which replica reports, for example the pod's name
   * @param clock by which what was written long ago is forgotten
   */
  EventRecorder(RawKubernetesClient calls, String instance, MonotonicClock clock) {
    this.calls = calls.within(PATIENCE);
    this.instance = instance;
    this.recent = new RecentSeries(clock);
  }

  /**
   * Records the transition unless that was done already. Where a retry cannot succeed, the event is
   * dropped with a warning.
   *
   * @throws KubernetesClientException if the API server does not let it in now
   * @throws NotLeadingException if this replica does not lead
   */
  void record(HasMetadata resource, Transition transition) {
    try {
      for (int tries = 0; tries < TRIES; tries++) {
        if (continueRecent(resource, transition)
            || begin(resource, transition)
            || continueSeries(resource, transition)) {
          return;
        }
      }
    } catch (KubernetesClientException e) {
      if (!FINAL.contains(e.getCode()) && !isNamespaceTerminating(e)) {
        throw e;
      }
      LOG.atWarn()
          .addKeyValue("kind", resource.getKind())
          .addKeyValue("namespace", resource.getMetadata().getNamespace())
          .addKeyValue("name", resource.getMetadata().getName())
          .log(
              "dropping the event {}: {}",
              transition.reason().value(),
              ForbiddenInterceptor.said(e));
      return;
    }
    throw new KubernetesClientException("the event is changed by others again and again");
  }

  /** False if the state of the series is not known, or no longer what it was. */
  private boolean continueRecent(HasMetadata resource, Transition transition) {
    var eventRecord = transition.eventRecord();
    var state = recent.take(AggregatedEvent.id(resource, eventRecord), eventRecord);
    return state != null && add(resource, state, transition);
  }

  /** False if the series is there already. */
  private boolean begin(HasMetadata resource, Transition transition) {
    try {
      var first = AggregatedEvent.first(resource, transition, instance);
      write("POST", path(resource), resource, first, transition);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** False if the series has ended, or was continued by others, since it was read. */
  private boolean continueSeries(HasMetadata resource, Transition transition) {
    try {
      var present = calls.get(path(resource, transition), Event.class);
      return AggregatedEvent.hasRecorded(present, transition)
          || add(resource, SeriesState.of(present), transition);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** False if the series has ended, or was continued by others, since it was in that state. */
  private boolean add(HasMetadata resource, SeriesState present, Transition transition) {
    try {
      var patch = AggregatedEvent.patch(present, transition, instance);
      write("PATCH", path(resource, transition), resource, patch, transition);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  /** Sends a transition, and remembers the state of its series. */
  private void write(
      String method, String path, HasMetadata resource, Event event, Transition transition) {
    var eventRecord = transition.eventRecord();
    var version = calls.send(method, path, event, ApiServerJson::resourceVersion);
    if (!version.isEmpty()) {
      var state = new SeriesState(version, Objects.requireNonNull(event.getCount()));
      recent.remember(AggregatedEvent.id(resource, eventRecord), state, eventRecord);
    }
  }

  /** It is refused as forbidden, but no right is missing. */
  private static boolean isNamespaceTerminating(KubernetesClientException e) {
    var details = e.getStatus() == null ? null : e.getStatus().getDetails();
    return details != null
        && details.getCauses().stream()
            .anyMatch(cause -> "NamespaceTerminating".equals(cause.getReason()));
  }

  private static String path(HasMetadata resource, Transition transition) {
    return path(resource) + "/" + AggregatedEvent.name(resource, transition.eventRecord());
  }

  private static String path(HasMetadata resource) {
    return "/api/v1/namespaces/" + resource.getMetadata().getNamespace() + "/events";
  }
}
