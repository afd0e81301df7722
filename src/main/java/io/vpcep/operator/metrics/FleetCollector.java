package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Clock;
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
  private final MonotonicClock monotonic;

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
      Clock clock,
      MonotonicClock monotonic) {
    this.connections = connections;
    this.accounts = accounts;
    this.sources = sources;
    this.perConnection = perConnection;
    this.clock = clock;
    this.monotonic = monotonic;
  }

  @Override
  public MetricSnapshots collect() {
    var now = Now.read(clock, monotonic);
    var ofConnections = new ConnectionFamilies(now.wall());
    if (perConnection) {
      connections.get().forEach(ofConnections::add);
    }
    var ready = new GaugeFamily(Metric.ACCOUNT_READY);
    accounts.get().forEach(account -> add(account, ready));
    var ofSources = new SourceFamilies(now);
    sources.get().forEach(ofSources::add);
    return GaugeFamily.snapshots(
        Stream.of(ofConnections.all(), Stream.of(ready), ofSources.all()).flatMap(each -> each));
  }

  private static void add(CloudAccount account, GaugeFamily family) {
    var status = account.getStatus();
    var ready = status == null ? null : Condition.find(status.conditions(), Condition.READY);
    if (ready != null) {
      var metadata = account.getMetadata();
      family.add(
          ready.status().equals("True") ? 1 : 0, metadata.getNamespace(), metadata.getName());
    }
  }
}
