package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.cluster.DirectCalls;
import io.vpcep.operator.cluster.Refusals;
import io.vpcep.operator.decision.Notice;
import java.time.Instant;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one door for events. Each transition is told once:
 *
 * <ul>
 *   <li>The event comes before the status that numbers it. Whoever dies in between, or loses the
 *       race for the status, leaves a status that leads to the same notice with the same number, be
 *       it decided by this process, the next one, or another replica.
 *   <li>All transitions of a resource with one reason share an event object, whose name is made
 *       from both. So the second to tell of a transition meets the first: it finds the number in
 *       the object and leaves it at that. Another transition is counted under the object's resource
 *       version: of two who count the same, one finds out.
 *   <li>A flapping connection has an object for each reason, however often it flaps.
 *   <li>The API server forgets an event an hour after it was last written, and somebody may delete
 *       it: then the series begins anew. Only a transition whose status could not be written for
 *       all that time is told a second time, when there is nothing left of the first.
 * </ul>
 *
 * <p>It writes through the core API: that of {@code events.k8s.io} shows the same objects, but
 * never lets a note be changed, so that a connection that fails in another way could not say so in
 * its series.
 */
final class EventWriter {

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  /** More often nobody can be in the way of each other: there are two replicas. */
  private static final int TRIES = 10;

  /** Refusals that another try would meet again: not allowed, namespace going away, not valid. */
  private static final Set<Integer> FINAL = Set.of(400, 403, 404, 405, 422);

  private final DirectCalls calls;
  private final String instance;

  /**
   * @param instance which replica reports, for example the pod's name
   */
  EventWriter(DirectCalls calls, String instance) {
    this.calls = calls;
    this.instance = instance;
  }

  /**
   * Tells of the transition unless that was done already.
   *
   * @throws RuntimeException if it should be tried again; where that is in vain, the event is given
   *     up with a warning, because the status matters more
   */
  void tell(HasMetadata resource, Notice notice, Instant now) {
    try {
      for (int tries = 0; tries < TRIES; tries++) {
        if (begin(resource, notice, now) || goOn(resource, notice, now)) {
          return;
        }
      }
    } catch (KubernetesClientException e) {
      if (!FINAL.contains(e.getCode())) {
        throw e;
      }
      LOG.warn(
          "event {} of {} {}/{} is given up: {}",
          notice.reason().word(),
          resource.getKind(),
          resource.getMetadata().getNamespace(),
          resource.getMetadata().getName(),
          Refusals.said(e));
      return;
    }
    throw new IllegalStateException("somebody else keeps changing the event");
  }

  /** False if the series is there already. */
  private boolean begin(HasMetadata resource, Notice notice, Instant now) {
    try {
      calls.send("POST", path(resource), EventSeries.first(resource, notice, instance, now));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** False if the series has ended, or somebody else went on with it, since it was looked for. */
  private boolean goOn(HasMetadata resource, Notice notice, Instant now) {
    var path = path(resource) + "/" + EventSeries.name(resource, notice.reason());
    try {
      var present = calls.get(path, Event.class);
      if (!EventSeries.tellsOf(present, notice)) {
        calls.send("PUT", path, EventSeries.next(present, notice, instance, now));
      }
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static String path(HasMetadata resource) {
    return "/api/v1/namespaces/" + resource.getMetadata().getNamespace() + "/events";
  }
}
