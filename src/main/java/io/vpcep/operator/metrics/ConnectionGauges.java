package io.vpcep.operator.metrics;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.decision.ObservedStatus;
import java.time.Duration;
import java.time.Instant;

/** What the statuses of connections say, at one moment. */
record ConnectionGauges(Gauges gauges, Instant now, ResourceLabels labels) {

  void add(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    if (status == null || status.state() == null) {
      return;
    }
    var namespace = resource.getMetadata().getNamespace();
    var name = resource.getMetadata().getName();
    var spec = resource.getSpec();
    var source = ObservedStatus.source(spec);
    gauges.add(
        Metric.CONNECTION_STATE,
        1,
        labels.of(resource),
        namespace,
        name,
        spec.accountRef().name(),
        source.kind().label(),
        source.id(),
        status.state());
    var stalled = Condition.find(status.conditions(), Condition.STALLED);
    if (stalled != null && stalled.reason().equals(Condition.ACCEPTANCE_OVERDUE)) {
      gauges.add(Metric.CONNECTION_OVERDUE, 1, namespace, name);
    }
    if (spec.suspended()) {
      gauges.add(Metric.CONNECTION_SUSPENDED, 1, namespace, name);
    }
    // Last: a time that somebody else wrote may be none.
    if (status.pendingSinceTime() != null) {
      var since = Instant.parse(status.pendingSinceTime());
      double seconds = Math.max(0, Duration.between(since, now).toSeconds());
      gauges.add(Metric.CONNECTION_PENDING, seconds, namespace, name);
    }
  }
}
