package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.decision.Facts;
import io.vpcep.operator.poll.SourceView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The gauges: what the resources' statuses and the sources say at the moment of the scrape. */
public final class FleetCollector implements MultiCollector {

  private final Supplier<Stream<VpcEndpointConnection>> connections;
  private final Supplier<Stream<CloudAccount>> accounts;
  private final Supplier<List<SourceView>> sources;
  private final boolean perConnection;
  private final Clock clock;

  /**
   * Reads these caches at each scrape.
   *
   * @param perConnection whether there are series for each connection
   */
  public FleetCollector(
      Supplier<Stream<VpcEndpointConnection>> connections,
      Supplier<Stream<CloudAccount>> accounts,
      Supplier<List<SourceView>> sources,
      boolean perConnection,
      Clock clock) {
    this.connections = connections;
    this.accounts = accounts;
    this.sources = sources;
    this.perConnection = perConnection;
    this.clock = clock;
  }

  @Override
  public MetricSnapshots collect() {
    var state =
        new GaugeFamily("vpcep_connection_state", "1 for the state that a connection is in");
    var pending =
        new GaugeFamily(
            "vpcep_connection_pending_acceptance_seconds",
            "How long a connection waits for acceptance; only while it does");
    var overdue =
        new GaugeFamily(
            "vpcep_connection_acceptance_overdue",
            "1 while a connection waits for acceptance for longer than its resource allows");
    if (perConnection) {
      var now = clock.instant();
      connections.get().forEach(each -> add(each, now, state, pending, overdue));
    }
    var ready =
        new GaugeFamily("vpcep_account_ready", "1 if the cloud accepts the account, 0 if not");
    accounts.get().forEach(account -> add(account, ready));
    var census =
        new GaugeFamily(
            "vpcep_source_connections",
            "How many connections the cloud lists, watched by a resource or not");
    var success =
        new GaugeFamily(
            "vpcep_sweep_last_success_timestamp_seconds",
            "When the source was last read without a failure");
    sources.get().forEach(source -> add(source, census, success));
    return GaugeFamily.snapshots(state, pending, overdue, ready, census, success);
  }

  private static void add(
      VpcEndpointConnection resource,
      Instant now,
      GaugeFamily states,
      GaugeFamily pending,
      GaugeFamily overdue) {
    var status = resource.getStatus();
    if (status == null || status.state() == null) {
      return;
    }
    var source = Facts.source(resource.getSpec());
    var name = name(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    states.add(
        name.merge(
            Labels.of(
                "source_kind", source.kind().label(),
                "source_id", source.id(),
                "state", status.state())),
        1);
    if (status.pendingSinceTime() != null) {
      var since = Instant.parse(status.pendingSinceTime());
      pending.add(name, (double) Math.max(0, Duration.between(since, now).toSeconds()));
    }
    var stalled = Condition.find(status.conditions(), Condition.STALLED);
    if (stalled != null && stalled.reason().equals(Condition.ACCEPTANCE_OVERDUE)) {
      overdue.add(name, 1);
    }
  }

  private static void add(CloudAccount account, GaugeFamily family) {
    var status = account.getStatus();
    var ready = status == null ? null : Condition.find(status.conditions(), Condition.READY);
    if (ready != null) {
      var metadata = account.getMetadata();
      family.add(
          Labels.of("namespace", metadata.getNamespace(), "account", metadata.getName()),
          ready.status().equals("True") ? 1 : 0);
    }
  }

  private static void add(SourceView view, GaugeFamily census, GaugeFamily success) {
    var source = view.source().source();
    var account = view.source().account();
    var labels =
        Labels.of(
            "namespace", account.namespace(),
            "account", account.name(),
            "source_kind", source.kind().label(),
            "source_id", source.id());
    view.census()
        .forEach((state, count) -> census.add(labels.merge(Labels.of("state", state)), count));
    if (view.lastSuccess() != null) {
      success.add(labels, view.lastSuccess().toEpochMilli() / 1000.0);
    }
  }

  private static Labels name(String namespace, String name) {
    return Labels.of("namespace", namespace, "name", name);
  }
}
