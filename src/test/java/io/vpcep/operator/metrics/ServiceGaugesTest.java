package io.vpcep.operator.metrics;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.LabelSelector;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceSpec.Metrics;
import io.vpcep.operator.api.VpcEndpointServiceSpec.MetricsScope;
import io.vpcep.operator.api.VpcEndpointServiceStatus.Unwatched;
import io.vpcep.operator.api.VpcEndpointServiceStatusBuilder;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.metrics.GaugeCollector.Exported;
import io.vpcep.operator.metrics.GaugeCollector.Resources;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.ResourceBuilder;
import io.vpcep.operator.support.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is exported of services. */
class ServiceGaugesTest {

  private static final AccountReadiness ALL_ACCOUNTS =
      new AccountReadiness(LabelSelector.ALL, key -> null);

  private static final Instant NOON = Instant.parse("2025-01-01T12:00:00Z");
  private static final String LABELS =
      "{account=\"prod\",namespace=\"shop\",service=\"shop-api\",source_id=\"service-1\",source_kind=\"VpcEndpointService\"}";

  private final Exposition exposition = new Exposition();
  private final List<VpcEndpointConnection> connections = new ArrayList<>();
  private Map<String, String> labels = Map.of();
  private boolean suspended;

  @Test
  void showsTheAggregatesOfTheStatus() {
    expose(null, true);

    assertThat(exposition.series("vpcep_source_connections_failed"))
        .containsExactly("vpcep_source_connections_failed" + LABELS + " 2.0");
    assertThat(exposition.series("vpcep_source_acceptance_overdue"))
        .containsExactly("vpcep_source_acceptance_overdue" + LABELS + " 1.0");
    assertThat(exposition.series("vpcep_source_oldest_pending_acceptance_seconds"))
        .containsExactly("vpcep_source_oldest_pending_acceptance_seconds" + LABELS + " 90.0");
  }

  @Test
  void showsTheConnectionsThatNeedAttentionByDefault() {
    expose(null, true);

    assertThat(endpoints()).containsExactlyInAnyOrder("bad", "waiting");
    assertThat(exposition.series("vpcep_source_connection_state"))
        .contains(
            "vpcep_source_connection_state{account=\"prod\",domain_id=\"d-1\",endpoint_id=\"bad\",namespace=\"shop\",service=\"shop-api\",source_id=\"service-1\",source_kind=\"VpcEndpointService\",state=\"failed\"} 1.0");
  }

  @Test
  void showsAllOrNoneIfAskedTo() {
    expose(new Metrics(MetricsScope.All, null), true);
    assertThat(endpoints()).containsExactlyInAnyOrder("bad", "fine", "waiting");

    expose(new Metrics(MetricsScope.None, null), true);
    assertThat(endpoints()).isEmpty();
  }

  @Test
  void aLimitOmitsWhatMattersLeastAndSaysHowMuch() {
    expose(new Metrics(MetricsScope.All, 1), true);

    assertThat(endpoints()).containsExactly("bad");
    assertThat(exposition.series("vpcep_source_series_omitted"))
        .containsExactly(
            "vpcep_source_series_omitted{namespace=\"shop\",service=\"shop-api\"} 2.0");
  }

  @Test
  void aConnectionWithAResourceOfItsOwnHasItsSeriesThere() {
    connections.add(
        ResourceBuilder.aResource()
            .forEndpoint("bad")
            .withStatus(ResourceBuilder.aStatus("failed", null, null))
            .build());

    expose(null, true);

    assertThat(endpoints()).containsExactly("waiting");
  }

  @Test
  void eachSeriesHasTheLabelsOfTheService() {
    labels = Map.of("team", "shop", "app", "api");

    expose(null, true);

    for (var metric :
        List.of(
            "vpcep_source_connections_failed",
            "vpcep_source_acceptance_overdue",
            "vpcep_source_oldest_pending_acceptance_seconds",
            "vpcep_source_connection_state",
            "vpcep_source_series_omitted")) {
      assertThat(exposition.series(metric))
          .isNotEmpty()
          .allSatisfy(series -> assertThat(series).contains("label_team=\"shop\""));
    }
  }

  @Test
  void seriesByConnectionCanBeDropped() {
    expose(null, false);

    assertThat(endpoints()).isEmpty();
    assertThat(exposition.series("vpcep_source_connections_failed")).hasSize(1);
  }

  @Test
  void aSuspendedServiceHasNoSeries() {
    suspended = true;

    expose(null, true);

    assertThat(endpoints()).isEmpty();
    assertThat(exposition.series("vpcep_source_connections_failed")).isEmpty();
  }

  private List<String> endpoints() {
    return exposition.series("vpcep_source_connection_state").stream()
        .map(series -> series.replaceFirst(".*endpoint_id=\"([^\"]*)\".*", "$1"))
        .toList();
  }

  private void expose(@Nullable Metrics metrics, boolean perConnection) {
    var registry = exposition.registry().getPrometheusRegistry();
    registry.clear();
    registry.register(
        new GaugeCollector(
            new Resources(
                connections::stream,
                this::naming,
                () -> Stream.of(service(metrics)),
                Stream::of,
                Stream::of),
            () -> List.of(view()),
            Map::of,
            new Exported(perConnection, Map.of("team", "label_team"), ALL_ACCOUNTS),
            () -> Times.now(NOON),
            () -> {}));
  }

  private Stream<VpcEndpointConnection> naming(String namespace, Source source) {
    return connections.stream()
        .filter(each -> each.getMetadata().getNamespace().equals(namespace))
        .filter(each -> ObservedStatus.source(each.getSpec()).equals(source));
  }

  private VpcEndpointService service(@Nullable Metrics metrics) {
    var service = new VpcEndpointService();
    service.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("shop-api")
            .withLabels(labels)
            .build());
    service.setSpec(
        new VpcEndpointServiceSpec(
            new AccountRef("prod"),
            new SourceRef("service-1"),
            null,
            null,
            null,
            suspended,
            null,
            null,
            metrics,
            null));
    service.setStatus(
        VpcEndpointServiceStatusBuilder.builder()
            .unwatched(new Unwatched(2, 1, NOON.minusSeconds(90).toString()))
            .build());
    return service;
  }

  private static SourceView view() {
    var listed =
        Stream.of(
                listed("bad", ConnectionState.FAILED),
                listed("fine", ConnectionState.ACCEPTED),
                listed("waiting", ConnectionState.PENDING_ACCEPTANCE))
            .collect(Collectors.toMap(Connection::endpointId, Function.identity()));
    return new SourceView(
        new SourceKey(new AccountKey("shop", "prod"), new Source(VpcepSource.KIND, "service-1")),
        Duration.ofMinutes(1),
        1,
        Times.at(NOON),
        Times.at(NOON),
        Map.of(),
        new SourceListing(listed, 0, null));
  }

  private static Connection listed(String endpointId, ConnectionState state) {
    return aConnection()
        .of(endpointId)
        .ownedBy("d-1")
        .in(state)
        .createdAt(NOON)
        .updatedAt(NOON)
        .build();
  }
}
