package io.vpcep.operator.metrics;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.decision.ObservedStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What the statuses of connections say, at one moment. */
final class ConnectionFamilies {

  private final GaugeFamily states = new GaugeFamily(Metric.CONNECTION_STATE);
  private final GaugeFamily pending = new GaugeFamily(Metric.CONNECTION_PENDING);
  private final GaugeFamily overdue = new GaugeFamily(Metric.CONNECTION_OVERDUE);
  private final GaugeFamily suspended = new GaugeFamily(Metric.CONNECTION_SUSPENDED);

  private final Instant now;

  ConnectionFamilies(Instant now) {
    this.now = now;
  }

  void add(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    if (status == null || status.state() == null) {
      return;
    }
    var namespace = resource.getMetadata().getNamespace();
    var name = resource.getMetadata().getName();
    var spec = resource.getSpec();
    var source = ObservedStatus.source(spec);
    states.add(
        1,
        namespace,
        name,
        spec.accountRef().name(),
        source.kind().label(),
        source.id(),
        status.state());
    if (isOverdue(status)) {
      overdue.add(1, namespace, name);
    }
    if (spec.suspended()) {
      suspended.add(1, namespace, name);
    }
    // Last: a time that somebody else wrote may be none.
    if (status.pendingSinceTime() != null) {
      var since = Instant.parse(status.pendingSinceTime());
      pending.add((double) Math.max(0, Duration.between(since, now).toSeconds()), namespace, name);
    }
  }

  private static boolean isOverdue(VpcEndpointConnectionStatus status) {
    var stalled = Condition.find(status.conditions(), Condition.STALLED);
    return stalled != null && stalled.reason().equals(Condition.ACCEPTANCE_OVERDUE);
  }

  Stream<GaugeFamily> all() {
    return Stream.of(states, pending, overdue, suspended);
  }
}
