package io.vpcep.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.Refusals;
import io.vpcep.operator.decision.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries a decision out: events first, so that a crash in between repeats them and loses none;
 * then the status, if it differs.
 */
final class Outcome {

  /** How long the informer may take to hear of the write that we collided with. */
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Outcome.class);

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
    return requeue(decision);
  }

  /**
   * Says in one line that a resource could not be seen to. It is tried again, and counted as
   * failed, by the framework, whose own message would be a page for each.
   */
  static <P extends HasMetadata> ErrorStatusUpdateControl<P> failed(P resource, Exception e) {
    var metadata = resource.getMetadata();
    var what =
        "%s %s/%s".formatted(resource.getKind(), metadata.getNamespace(), metadata.getName());
    var refusal = refusal(e);
    if (refusal != null) {
      LOG.warn("{} is tried again: {}", what, refusal);
    } else {
      LOG.warn("{} is tried again after an error", what, e);
    }
    return ErrorStatusUpdateControl.noStatusUpdate();
  }

  /** What the API server said, or why it could not be reached; null if it is not about that. */
  private static @Nullable String refusal(Throwable e) {
    for (var cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof KubernetesClientException refused) {
        return Refusals.said(refused);
      }
    }
    return null;
  }

  private static <S, P extends Resource<?, S>> UpdateControl<P> requeue(Decision<S> decision) {
    var delay = decision.requeueAfter();
    if (delay == null) {
      return UpdateControl.noUpdate();
    }
    return UpdateControl.<P>noUpdate()
        .rescheduleAfter(delay.isNegative() ? Duration.ofMillis(1) : delay.plusMillis(1));
  }
}
