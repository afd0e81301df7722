package io.vpcep.operator.metrics;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The gauges: what the resources' statuses, the sources and the queues say at the moment of the
 * scrape.
 */
public final class GaugeCollector implements MultiCollector {

  private final Resources resources;
  private final Supplier<List<SourceView>> sources;
  private final Supplier<Map<String, Duration>> oldestDue;
  private final Exported exported;
  private final Supplier<Now> clock;
  private final Runnable internalErrors;
  private volatile Set<String> loggedErrors = Set.of();

  /**
   * The resources of each kind, as they are known at the moment.
   *
   * @param connectionsNaming the connections in a namespace that name a source
   */
  public record Resources(
      Supplier<Stream<VpcEndpointConnection>> connections,
      BiFunction<String, Source, Stream<VpcEndpointConnection>> connectionsNaming,
      Supplier<Stream<VpcEndpointService>> services,
      Supplier<Stream<VpcEndpointAcceptancePolicy>> policies,
      Supplier<Stream<CloudAccount>> accounts) {}

  /**
   * What is exported of each resource.
   *
   * @param perConnection whether there are series for each connection
   * @param labels keys of labels of the resources that are exported too, each with its name there
   * @param accounts whether they can be used
   */
  public record Exported(
      boolean perConnection, Map<String, String> labels, AccountReadiness accounts) {

    ResourceLabels ofResources() {
      return new ResourceLabels(labels);
    }
  }

  /**
   * Reads these at each scrape.
   *
   * @param oldestDue by stage, how long its oldest due work has waited; zero if none is due
   * @param internalErrors counts each object that cannot be read; the others are shown all the same
   */
  public GaugeCollector(
      Resources resources,
      Supplier<List<SourceView>> sources,
      Supplier<Map<String, Duration>> oldestDue,
      Exported exported,
      Supplier<Now> clock,
      Runnable internalErrors) {
    this.resources = resources;
    this.sources = sources;
    this.oldestDue = oldestDue;
    this.exported = exported;
    this.clock = clock;
    this.internalErrors = internalErrors;
  }

  @Override
  public MetricSnapshots collect() {
    var now = clock.get();
    var errors = new ScrapeErrors(internalErrors, loggedErrors);
    var gauges = new Gauges();
    var labels = exported.ofResources();
    if (exported.perConnection()) {
      var ofConnections = new ConnectionGauges(gauges, now.wall(), labels);
      errors.readAll(
          "VpcEndpointConnection", resources.connections, GaugeCollector::name, ofConnections::add);
    }
    var ofAccounts = new HashMap<AccountKey, Labels>();
    errors.readAll(
        "CloudAccount",
        resources.accounts,
        GaugeCollector::name,
        each -> add(each, gauges, ofAccounts));
    var listings = new HashMap<SourceKey, SourceListing>();
    errors.read("source", "", () -> addListings(listings));
    var ofServices =
        new ServiceGauges(gauges, now.wall(), listings, resources.connectionsNaming, exported);
    errors.readAll("VpcEndpointService", resources.services, GaugeCollector::name, ofServices::add);
    errors.readAll(
        "VpcEndpointAcceptancePolicy",
        resources.policies,
        GaugeCollector::name,
        each -> add(each, gauges, labels));
    var ofSources = new SourceGauges(gauges, now, ofAccounts);
    errors.readAll(
        "source", () -> sources.get().stream(), view -> view.source().toString(), ofSources::add);
    errors.read("due work", "", () -> add(oldestDue.get(), gauges));
    loggedErrors = errors.met();
    return gauges.snapshots();
  }

  private void addListings(Map<SourceKey, SourceListing> listings) {
    for (var view : sources.get()) {
      if (view.listing() != null) {
        listings.put(view.source(), view.listing());
      }
    }
  }

  private static String name(HasMetadata resource) {
    return resource.getMetadata().getNamespace() + "/" + resource.getMetadata().getName();
  }

  private static void add(
      VpcEndpointAcceptancePolicy policy, Gauges gauges, ResourceLabels labels) {
    var status = policy.getStatus();
    if (status != null && status.undecided() != null) {
      gauges.add(
          Metric.ACCEPTANCE_UNDECIDED,
          status.undecided(),
          labels.of(policy),
          policy.getMetadata().getNamespace(),
          policy.getMetadata().getName());
    }
  }

  private void add(CloudAccount account, Gauges gauges, Map<AccountKey, Labels> ofAccounts) {
    var metadata = account.getMetadata();
    var ofAccount = exported.ofResources().of(account);
    ofAccounts.put(new AccountKey(metadata.getNamespace(), metadata.getName()), ofAccount);
    var ready = exported.accounts().of(account);
    if (ready != null) {
      gauges.add(
          Metric.ACCOUNT_READY,
          ready ? 1 : 0,
          ofAccount,
          metadata.getNamespace(),
          metadata.getName());
    }
  }

  private static void add(Map<String, Duration> oldestDue, Gauges gauges) {
    var longest = new TreeMap<String, Double>();
    oldestDue.forEach(
        (stage, waited) ->
            longest.merge(BoundedLabels.stage(stage), waited.toMillis() / 1000.0, Math::max));
    longest.forEach((stage, seconds) -> gauges.add(Metric.WORK_OLDEST_DUE, seconds, stage));
  }
}
