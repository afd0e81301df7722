package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.decision.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** What the statuses of connections say, at one moment. */
final class ConnectionFamilies {

  private final GaugeFamily states =
      new GaugeFamily("vpcep_connection_state", "1 for the state that a connection is in");
  private final GaugeFamily pending =
      new GaugeFamily(
          "vpcep_connection_pending_acceptance_seconds",
          "How long a connection waits for acceptance; only while it does");
  private final GaugeFamily overdue =
      new GaugeFamily(
          "vpcep_connection_acceptance_overdue",
          "1 while a connection waits for acceptance for longer than its resource allows");
  private final GaugeFamily suspended =
      new GaugeFamily(
          "vpcep_connection_suspended",
          "1 while a resource is suspended, so that its state is the last known");

  private final Instant now;

  ConnectionFamilies(Instant now) {
    this.now = now;
  }

  void add(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    if (status == null || status.state() == null) {
      return;
    }
    var metadata = resource.getMetadata();
    var name = Labels.of("namespace", metadata.getNamespace(), "name", metadata.getName());
    states.add(name.merge(place(resource, status.state())), 1);
    if (status.pendingSinceTime() != null) {
      var since = Instant.parse(status.pendingSinceTime());
      pending.add(name, (double) Math.max(0, Duration.between(since, now).toSeconds()));
    }
    if (isOverdue(status)) {
      overdue.add(name, 1);
    }
    if (resource.getSpec().suspended()) {
      suspended.add(name, 1);
    }
  }

  private static Labels place(VpcEndpointConnection resource, String state) {
    var spec = resource.getSpec();
    var source = Facts.source(spec);
    return Labels.of(
        "account", spec.accountRef().name(),
        "source_kind", source.kind().label(),
        "source_id", source.id(),
        "state", state);
  }

  private static boolean isOverdue(VpcEndpointConnectionStatus status) {
    var stalled = Condition.find(status.conditions(), Condition.STALLED);
    return stalled != null && stalled.reason().equals(Condition.ACCEPTANCE_OVERDUE);
  }

  Stream<GaugeFamily> all() {
    return Stream.of(states, pending, overdue, suspended);
  }
}
