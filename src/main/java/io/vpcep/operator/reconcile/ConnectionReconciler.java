package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.decision.ConnectionDecision;
import io.vpcep.operator.decision.Facts;
import io.vpcep.operator.decision.Timing;
import io.vpcep.operator.poll.Identity;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.Watch;
import io.vpcep.operator.poll.WatcherId;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Sees to it that a connection is watched, and that its resource says what was seen. */
@ControllerConfiguration(name = "vpcendpointconnection", generationAwareEventProcessing = false)
public final class ConnectionReconciler implements Reconciler<VpcEndpointConnection> {

  private final Poller poller;
  private final Timing timing;
  private final Clock clock;
  private final MonotonicClock monotonic;
  private final Outcome outcome;
  private final TransitionListener transitions;
  private final Fleet<VpcEndpointConnection> fleet;
  private final BooleanSupplier leads;
  private final Bell<VpcEndpointConnection> bell;
  private final Turnstile turnstile = new Turnstile();

  ConnectionReconciler(
      Poller poller,
      Timing timing,
      Clock clock,
      MonotonicClock monotonic,
      Outcome outcome,
      TransitionListener transitions,
      Fleet<VpcEndpointConnection> fleet,
      BooleanSupplier leads) {
    this.poller = poller;
    this.timing = timing;
    this.clock = clock;
    this.monotonic = monotonic;
    this.outcome = outcome;
    this.transitions = transitions;
    this.fleet = fleet;
    this.leads = leads;
    this.bell = new Bell<>("observations", gone -> forget(id(gone)));
  }

  /**
   * Something new was seen for the resource. Waits until it can be attended to before long; news
   * that come meanwhile are part of it.
   */
  void observed(WatcherId id) {
    if (turnstile.enter(id)) {
      if (fleet.has(id.namespace(), id.name())) {
        bell.ring(id.namespace(), id.name());
      } else {
        turnstile.leave(id);
      }
    }
  }

  void reconcileAll() {
    bell.ringForAll(fleet);
  }

  private void forget(WatcherId id) {
    poller.unwatch(id);
    turnstile.leave(id);
  }

  @Override
  public List<EventSource<?, VpcEndpointConnection>> prepareEventSources(
      EventSourceContext<VpcEndpointConnection> context) {
    fleet.isKnownBy(context.getPrimaryCache());
    return List.of(bell);
  }

  @Override
  public UpdateControl<VpcEndpointConnection> reconcile(
      VpcEndpointConnection resource, Context<VpcEndpointConnection> context) {
    turnstile.leave(id(resource));
    if (!leads.getAsBoolean()) {
      return UpdateControl.noUpdate();
    }
    var seen = watch(resource);
    var now = Now.read(clock, monotonic);
    var decision = ConnectionDecision.decide(resource, seen, timing, now);
    var from = state(resource);
    return outcome.of(
        decision, resource, context, now.wall(), () -> tell(from, decision.status().state()));
  }

  @Override
  public ErrorStatusUpdateControl<VpcEndpointConnection> updateErrorStatus(
      VpcEndpointConnection resource, Context<VpcEndpointConnection> context, Exception e) {
    return Outcome.failed(resource, e);
  }

  private void tell(@Nullable String from, @Nullable String to) {
    if (to != null && !to.equals(from)) {
      transitions.moved(from, to);
    }
  }

  private Observation watch(VpcEndpointConnection resource) {
    var id = id(resource);
    if (resource.getSpec().suspended()) {
      poller.unwatch(id);
      return Observation.awaited(monotonic.now());
    }
    boolean first =
        isFresh(resource)
            || ConnectionDecision.isPressing(resource, timing, Now.read(clock, monotonic));
    var observation = poller.watch(id, watchOf(resource), first);
    if (!fleet.has(id.namespace(), id.name())) {
      // Deleted while we were here: whoever unwatches on deletion may have come before us.
      poller.unwatch(id);
    }
    return observation;
  }

  private Watch watchOf(VpcEndpointConnection resource) {
    var spec = resource.getSpec();
    var metadata = resource.getMetadata();
    var account = new AccountKey(metadata.getNamespace(), spec.accountRef().name());
    Map<String, String> annotations = metadata.getAnnotations();
    return new Watch(
        metadata.getUid(),
        new SourceKey(account, Facts.source(spec)),
        new Identity(spec.endpointID(), spec.markerID()),
        timing.interval(spec),
        annotations == null ? null : annotations.get(Group.REQUESTED_AT));
  }

  /** Whether the resource is new, or was changed since its status was written. */
  private static boolean isFresh(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    return status == null
        || status.state() == null
        || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration());
  }

  private static WatcherId id(VpcEndpointConnection resource) {
    return new WatcherId(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }

  private static @Nullable String state(VpcEndpointConnection resource) {
    return resource.getStatus() == null ? null : resource.getStatus().state();
  }
}
