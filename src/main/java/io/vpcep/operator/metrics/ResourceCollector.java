package io.vpcep.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The gauges: what the resources' statuses and the sources say at the moment of the scrape. */
public final class ResourceCollector implements MultiCollector {

  private final Supplier<Stream<VpcEndpointConnection>> connections;
  private final Supplier<Stream<CloudAccount>> accounts;
  private final Supplier<List<SourceView>> sources;
  private final boolean perConnection;
  private final Clock clock;
  private final MonotonicClock monotonic;
  private final ScrapeErrors errors;

  /**
   * Reads these caches at each scrape.
   *
   * @param perConnection whether there are series for each connection
   * @param internalErrors counts each object that cannot be read; the others are shown all the same
   */
  public ResourceCollector(
      Supplier<Stream<VpcEndpointConnection>> connections,
      Supplier<Stream<CloudAccount>> accounts,
      Supplier<List<SourceView>> sources,
      boolean perConnection,
      Clock clock,
      MonotonicClock monotonic,
      Runnable internalErrors) {
    this.connections = connections;
    this.accounts = accounts;
    this.sources = sources;
    this.perConnection = perConnection;
    this.clock = clock;
    this.monotonic = monotonic;
    this.errors = new ScrapeErrors(internalErrors);
  }

  @Override
  public MetricSnapshots collect() {
    var now = Now.read(clock, monotonic);
    var scrape = errors.begin();
    var ofConnections = new ConnectionFamilies(now.wall());
    if (perConnection) {
      readAll(
          scrape,
          "VpcEndpointConnection",
          connections,
          ResourceCollector::name,
          ofConnections::add);
    }
    var ready = new GaugeFamily(Metric.ACCOUNT_READY);
    readAll(scrape, "CloudAccount", accounts, ResourceCollector::name, each -> add(each, ready));
    var ofSources = new SourceFamilies(now);
    readAll(
        scrape,
        "source",
        () -> sources.get().stream(),
        view -> view.source().toString(),
        ofSources::add);
    scrape.end();
    return GaugeFamily.snapshots(
        Stream.of(ofConnections.all(), Stream.of(ready), ofSources.all()).flatMap(each -> each));
  }

  private static <T> void readAll(
      ScrapeErrors.Scrape scrape,
      String kind,
      Supplier<Stream<T>> all,
      Function<T, String> name,
      Consumer<T> reader) {
    scrape.read(
        kind,
        "",
        () ->
            all.get()
                .forEach(each -> scrape.read(kind, name.apply(each), () -> reader.accept(each))));
  }

  private static String name(HasMetadata resource) {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }

  private static void add(CloudAccount account, GaugeFamily family) {
    var status = account.getStatus();
    var ready = status == null ? null : Condition.find(status.conditions(), Condition.READY);
    // Unknown: nobody has used the credentials yet, so they are neither good nor bad.
    if (ready != null && !ready.status().equals("Unknown")) {
      var metadata = account.getMetadata();
      family.add(
          ready.status().equals("True") ? 1 : 0, metadata.getNamespace(), metadata.getName());
    }
  }
}
