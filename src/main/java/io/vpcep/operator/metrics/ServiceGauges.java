package io.vpcep.operator.metrics;

import static java.util.Objects.requireNonNullElse;

import io.prometheus.metrics.model.snapshots.Labels;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceSpec.MetricsScope;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.AttentionPolicy;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.ServiceSummary;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What is known of services: aggregates by their statuses, and series by connection by what their
 * sources listed last.
 */
final class ServiceGauges {

  private static final MetricsScope DEFAULT_SCOPE = MetricsScope.Attention;
  private static final int DEFAULT_LIMIT = 500;

  /** So many series by connection there are at most, whatever all services ask for. */
  static final int MAX_SERIES = 50_000;

  /** So that a limit omits what matters least. */
  private static final List<ConnectionState> FIRST =
      List.of(ConnectionState.FAILED, ConnectionState.PENDING_ACCEPTANCE, ConnectionState.REJECTED);

  private static final Comparator<Connection> WORST_FIRST =
      Comparator.<Connection>comparingInt(ServiceGauges::rank)
          .thenComparing(Connection::endpointId);

  private final Gauges gauges;
  private final Instant now;
  private final Map<SourceKey, SourceListing> listings;
  private final BiFunction<String, Source, Stream<VpcEndpointConnection>> connections;
  private final Exported exported;
  private int room = MAX_SERIES;

  /**
   * @param gauges are added to
   * @param listings what each source listed last
   * @param connections the resources in a namespace that name a source
   * @param exported whether there are series by connection, and with which labels of services
   */
  ServiceGauges(
      Gauges gauges,
      Instant now,
      Map<SourceKey, SourceListing> listings,
      BiFunction<String, Source, Stream<VpcEndpointConnection>> connections,
      Exported exported) {
    this.gauges = gauges;
    this.now = now;
    this.listings = listings;
    this.connections = connections;
    this.exported = exported;
  }

  /** Adds a service, unless its status is only the last known one. */
  void add(VpcEndpointService resource) {
    var status = resource.getStatus();
    if (status == null || status.unwatched() == null || resource.getSpec().suspended()) {
      return;
    }
    var metadata = resource.getMetadata();
    var source = ObservedStatus.source(resource.getSpec());
    var labels = labels(resource, source);
    var ofResource = exported.ofResources().of(resource);
    gauges.add(Metric.SOURCE_FAILED, status.unwatched().failed(), ofResource, labels);
    gauges.add(Metric.SOURCE_OVERDUE, status.unwatched().overdue(), ofResource, labels);
    var account = new AccountKey(metadata.getNamespace(), resource.getSpec().accountRef().name());
    var listing = listings.get(new SourceKey(account, source));
    if (exported.perConnection() && listing != null) {
      addConnections(resource, source, listing, labels);
    }
    // Last: a time that somebody else wrote may be none.
    if (status.unwatched().oldestPendingTime() != null) {
      var since = Instant.parse(status.unwatched().oldestPendingTime());
      gauges.add(
          Metric.SOURCE_OLDEST_PENDING,
          (double) Math.max(0, Duration.between(since, now).toSeconds()),
          ofResource,
          labels);
    }
  }

  private void addConnections(
      VpcEndpointService resource, Source source, SourceListing listing, String... labels) {
    var spec = resource.getSpec();
    var scope = scope(spec);
    if (scope == MetricsScope.None) {
      return;
    }
    var namespace = resource.getMetadata().getNamespace();
    var attention = AttentionPolicy.of(spec);
    var watched = WatchedConnections.reportedBy(connections.apply(namespace, source));
    var shown =
        listing.connections().values().stream()
            .filter(each -> scope == MetricsScope.All || attention.includes(each.state()))
            .filter(each -> ServiceSummary.isSelected(each, spec) && !watched.contains(each))
            .sorted(WORST_FIRST)
            .toList();
    int limit = Math.min(limit(spec), room);
    room -= Math.min(limit, shown.size());
    var ofResource = exported.ofResources().of(resource);
    shown.stream().limit(limit).forEach(each -> add(each, ofResource, labels));
    gauges.add(
        Metric.SOURCE_SERIES_OMITTED,
        Math.max(0, shown.size() - limit),
        ofResource,
        namespace,
        resource.getMetadata().getName());
  }

  private void add(Connection connection, Labels ofResource, String... labels) {
    gauges.add(
        Metric.SOURCE_CONNECTION_STATE,
        1,
        ofResource,
        Stream.concat(
                Stream.of(labels),
                Stream.of(
                    connection.endpointId(),
                    requireNonNullElse(connection.domainId(), ""),
                    connection.state().value()))
            .toArray(String[]::new));
  }

  private static MetricsScope scope(VpcEndpointServiceSpec spec) {
    var metrics = spec.metrics();
    return metrics == null
        ? DEFAULT_SCOPE
        : requireNonNullElse(metrics.connections(), DEFAULT_SCOPE);
  }

  private static int limit(VpcEndpointServiceSpec spec) {
    var metrics = spec.metrics();
    return metrics == null ? DEFAULT_LIMIT : requireNonNullElse(metrics.limit(), DEFAULT_LIMIT);
  }

  private static String[] labels(VpcEndpointService resource, Source source) {
    return new String[] {
      resource.getMetadata().getNamespace(),
      resource.getMetadata().getName(),
      resource.getSpec().accountRef().name(),
      source.kind().label(),
      source.id()
    };
  }

  private static int rank(Connection connection) {
    int place = FIRST.indexOf(connection.state());
    return place < 0 ? FIRST.size() : place;
  }
}
