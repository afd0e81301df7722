package io.vpcep.operator.reconcile;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.vpcep.operator.decision.Decision;
import java.time.Duration;
import java.time.Instant;

/**
 * Carries a decision out: events first, so that a crash in between repeats them and loses none;
 * then the status, if it differs.
 */
final class Outcome {

  /** How long the informer may take to hear of the write that we collided with. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private final EventWriter events;

  Outcome(EventWriter events) {
    this.events = events;
  }

  /**
   * Carries the decision out.
   *
   * @param written told once the status stands
   */
  <S, P extends CustomResource<?, S>> UpdateControl<P> of(
      Decision<S> decision, P resource, Context<P> context, Instant now, Runnable written) {
    decision.notices().forEach(notice -> events.tell(resource, notice, now));
    if (!decision.status().equals(resource.getStatus())) {
      resource.setStatus(decision.status());
      if (!write(resource, context)) {
        return UpdateControl.<P>noUpdate().rescheduleAfter(AFTER_CONFLICT);
      }
      written.run();
    }
    return wakeAt(decision, now);
  }

  private static <S, P extends CustomResource<?, S>> UpdateControl<P> wakeAt(
      Decision<S> decision, Instant now) {
    var wakeAt = decision.wakeAt();
    if (wakeAt == null) {
      return UpdateControl.noUpdate();
    }
    var delay = Duration.between(now, wakeAt).plusMillis(1);
    return UpdateControl.<P>noUpdate()
        .rescheduleAfter(delay.isNegative() ? Duration.ofMillis(1) : delay);
  }

  /**
   * Replaces the status under the resource version that was decided on: of two writers, one finds
   * out.
   */
  private static <P extends CustomResource<?, ?>> boolean write(P resource, Context<P> context) {
    try {
      var updated = context.getClient().resource(resource).updateStatus();
      context
          .eventSourceRetriever()
          .getControllerEventSource()
          .handleRecentResourceUpdate(ResourceID.fromResource(resource), updated, resource);
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }
}
