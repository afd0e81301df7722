package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.decision.ConnectionDecision;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.InternalErrorStatus;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.ConnectionSelector;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.poll.Subscription;
import io.vpcep.operator.time.Now;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sees to it that a connection is watched, and that its resource says what was seen. */
record ConnectionReconciler(Poller poller, PollPolicy pollPolicy, TransitionListener transitions)
    implements ResourceReconciler<VpcEndpointConnection, VpcEndpointConnectionStatus> {

  @Override
  public Class<VpcEndpointConnection> type() {
    return VpcEndpointConnection.class;
  }

  @Override
  public boolean isFresh(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    return status == null
        || status.state() == null
        || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration());
  }

  @Override
  public Decision<VpcEndpointConnectionStatus> reconcile(VpcEndpointConnection resource, Now now) {
    return ConnectionDecision.decide(resource, watch(resource, now), pollPolicy, now);
  }

  @Override
  public VpcEndpointConnectionStatus failed(
      VpcEndpointConnection resource, VpcEndpointConnectionStatus status, Now now) {
    return InternalErrorStatus.of(
        status, Condition.SYNCED, "False", resource.getMetadata().getGeneration(), now.wall());
  }

  @Override
  public void written(
      @Nullable VpcEndpointConnectionStatus before, VpcEndpointConnectionStatus after) {
    var from = before == null ? null : before.state();
    var to = after.state();
    if (to != null && !to.equals(from)) {
      transitions.moved(from, to);
    }
  }

  @Override
  public void forget(String namespace, String name) {
    poller.unwatch(new SubscriberId(namespace, name));
  }

  private Observation watch(VpcEndpointConnection resource, Now now) {
    var metadata = resource.getMetadata();
    var id = new SubscriberId(metadata.getNamespace(), metadata.getName());
    if (resource.getSpec().suspended()) {
      poller.unwatch(id);
      return Observation.awaited(now.monotonic());
    }
    boolean first = isFresh(resource) || ConnectionDecision.isUrgent(resource, pollPolicy, now);
    return poller.watch(id, watchOf(resource), first);
  }

  private Subscription watchOf(VpcEndpointConnection resource) {
    var spec = resource.getSpec();
    var metadata = resource.getMetadata();
    var account = new AccountKey(metadata.getNamespace(), spec.accountRef().name());
    Map<String, String> annotations = metadata.getAnnotations();
    return new Subscription(
        metadata.getUid(),
        new SourceKey(account, ObservedStatus.source(spec)),
        new ConnectionSelector(spec.endpointID(), spec.markerID()),
        pollPolicy.interval(spec),
        annotations == null ? null : annotations.get(Group.REQUESTED_AT));
  }
}
