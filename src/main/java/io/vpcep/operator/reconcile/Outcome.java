package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Carries a decision out: events first, so that a crash in between repeats them and loses none;
 * then the status, if it differs.
 */
final class Outcome {

  /** How long the informer may take to hear of the write that we collided with. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private final EventWriter events;
  private final StatusWriter statuses;
  private final BooleanSupplier leads;

  /**
   * @param leads whether this replica may write; asked before each write, because it may end while
   *     a resource is reconciled
   */
  Outcome(EventWriter events, StatusWriter statuses, BooleanSupplier leads) {
    this.events = events;
    this.statuses = statuses;
    this.leads = leads;
  }

  /**
   * Carries the decision out.
   *
   * @param written told once the status stands
   */
  <S, P extends Resource<?, S>> UpdateControl<P> of(
      Decision<S> decision, P resource, Context<P> context, Instant now, Runnable written) {
    for (var notice : decision.notices()) {
      if (!leads.getAsBoolean()) {
        return UpdateControl.noUpdate();
      }
      events.tell(resource, notice, now);
    }
    if (!decision.status().equals(resource.getStatus())) {
      if (!leads.getAsBoolean()) {
        return UpdateControl.noUpdate();
      }
      var updated = statuses.write(resource, decision.status());
      if (updated == null) {
        return UpdateControl.<P>noUpdate().rescheduleAfter(AFTER_CONFLICT);
      }
      context
          .eventSourceRetriever()
          .getControllerEventSource()
          .handleRecentResourceUpdate(ResourceID.fromResource(resource), updated, resource);
      written.run();
    }
    return wakeAt(decision, now);
  }

  private static <S, P extends Resource<?, S>> UpdateControl<P> wakeAt(
      Decision<S> decision, Instant now) {
    var wakeAt = decision.wakeAt();
    if (wakeAt == null) {
      return UpdateControl.noUpdate();
    }
    var delay = Duration.between(now, wakeAt).plusMillis(1);
    return UpdateControl.<P>noUpdate()
        .rescheduleAfter(delay.isNegative() ? Duration.ofMillis(1) : delay);
  }
}
