package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.UnrecordedEvents;
import io.vpcep.operator.leadership.NotLeadingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries decisions out. An event that is let in at once comes before the status, so that a
 * transition takes two writes; a crash in between repeats the event, which is recorded once all the
 * same. An event that is not let in does not hold the status up: it stands in it, until it is.
 */
record DecisionExecutor(EventRecorder events, EventThrottle admission, StatusWriter statuses) {

  private static final Logger LOG = LoggerFactory.getLogger(DecisionExecutor.class);

  /**
   * What was done.
   *
   * @param written the resource as it is since its status was written; null if that was not needed
   * @param asked whether the API server was asked for anything
   */
  record Applied<P>(@Nullable P written, boolean asked) {}

  /**
   * Records the events, and writes the status if it differs.
   *
   * @throws KubernetesClientException if the status cannot be written
   * @throws NotLeadingException if this replica does not lead
   */
  <S extends ResourceStatus<S>, P extends Resource<?, S>> Applied<P> apply(
      ResourceKey key, P resource, Decision<S> decision, Instant now) {
    var outstanding =
        Objects.requireNonNullElse(
            decision.status().unrecordedEvents(), List.<UnrecordedEvent>of());
    var left = record(key, resource, outstanding, decision.eventSequence(), now);
    var status = decision.status().withUnrecordedEvents(UnrecordedEvents.orNull(left));
    boolean differs = !status.equals(resource.getStatus());
    var written = differs ? statuses.write(resource, status) : null;
    if (left.isEmpty()) {
      admission.settled(key);
    } else {
      admission.await(key);
    }
    return new Applied<>(written, differs || !outstanding.isEmpty());
  }

  /** Records what is let in; returns what is left, oldest first. */
  private List<UnrecordedEvent> record(
      ResourceKey key,
      Resource<?, ?> resource,
      List<UnrecordedEvent> outstanding,
      List<EventRecord> notices,
      Instant now) {
    if (outstanding.isEmpty() && notices.isEmpty()) {
      return List.of();
    }
    if (!admission.mayTry(key)) {
      return append(outstanding, notices, now);
    }
    for (int i = 0; i < outstanding.size(); i++) {
      var transition = Transition.of(outstanding.get(i), now);
      if (transition != null && !isRecorded(key, resource, transition)) {
        return append(outstanding.subList(i, outstanding.size()), notices, now);
      }
    }
    if (!outstanding.isEmpty()) {
      // Those that are new are recorded only when the status no longer holds older ones: what is
      // recorded in order is recorded once.
      return append(List.of(), notices, now);
    }
    for (int i = 0; i < notices.size(); i++) {
      if (!isRecorded(key, resource, Transition.decided(notices.get(i), now))) {
        return append(List.of(), notices.subList(i, notices.size()), now);
      }
    }
    return List.of();
  }

  private boolean isRecorded(ResourceKey key, Resource<?, ?> resource, Transition transition) {
    try {
      events.record(resource, transition);
      return true;
    } catch (KubernetesClientException e) {
      key.in(LOG.atWarn())
          .log(
              "cannot record the event {}, retrying later: {}",
              transition.reason().value(),
              ForbiddenInterceptor.said(e));
      admission.refused(key, e.getCode() == HTTP_FORBIDDEN, retryAfter(e));
      return false;
    }
  }

  private static @Nullable Duration retryAfter(KubernetesClientException e) {
    var status = e.getStatus();
    var details = status == null ? null : status.getDetails();
    var seconds = details == null ? null : details.getRetryAfterSeconds();
    return seconds == null ? null : Duration.ofSeconds(seconds);
  }

  private static List<UnrecordedEvent> append(
      List<UnrecordedEvent> events, List<EventRecord> notices, Instant now) {
    var all = events;
    for (var eventRecord : notices) {
      all = UnrecordedEvents.append(all, eventRecord, now);
    }
    return all;
  }
}
