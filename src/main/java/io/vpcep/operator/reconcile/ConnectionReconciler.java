package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.decision.ConnectionDecision;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.poll.ConnectionSelector;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.time.Now;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Subscribes to the source of a connection, and decides a status that says what was observed. */
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
    return ConnectionDecision.failed(status, resource.getMetadata().getGeneration(), now);
  }

  @Override
  public void written(
      VpcEndpointConnection resource, @Nullable VpcEndpointConnectionStatus before) {
    var from = before == null ? null : before.state();
    var to = resource.getStatus().state();
    if (to != null && !to.equals(from)) {
      transitions.moved(from, to);
    }
  }

  @Override
  public void forget(String namespace, String name) {
    watch().forget(namespace, name);
  }

  private Observation watch(VpcEndpointConnection resource, Now now) {
    var spec = resource.getSpec();
    boolean first = isFresh(resource) || ConnectionDecision.isUrgent(resource, pollPolicy, now);
    var identity = new ConnectionSelector(spec.endpointID(), spec.markerID());
    return watch().watch(resource, identity, first, now);
  }

  private SourceWatch watch() {
    return new SourceWatch(SubscriberId.Kind.CONNECTION, poller, pollPolicy);
  }
}
