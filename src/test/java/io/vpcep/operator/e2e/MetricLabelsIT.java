package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Metrics have the labels that alerts are routed by, read by the jar, which keeps no others. */
@EndToEnd
class MetricLabelsIT {

  private static final SourceRef WHOLE = SourceRef.service("whole");

  private final OperatorFixture fixture;
  private final OperatorJar operator;

  MetricLabelsIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture;
    operator =
        fixture
            .jar(
                "labels",
                """
                polling: {defaultInterval: 1s, minInterval: 1s}
                metrics: {connectionLabels: [team]}
                """)
            .start()
            .awaitReady();
  }

  @Test
  void aConnectionHasTheLabelThatItsResourceHasNow() {
    // Given
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    awaitTeams("vpcep_connection_state", "name=\"orders-db\"", "");
    // When
    fixture.label(VpcEndpointConnection.class, "orders-db", Map.of("team", "shop", "secret", "no"));
    // Then
    awaitTeams("vpcep_connection_state", "name=\"orders-db\"", "shop");
    // When
    fixture.label(VpcEndpointConnection.class, "orders-db", Map.of("team", "billing"));
    // Then
    awaitTeams("vpcep_connection_state", "name=\"orders-db\"", "billing");
  }

  @Test
  void aResourceThatAServiceMakesHasTheLabelOfItsTemplate() {
    // Given
    fixture.put(WHOLE, "e-1", "accepted");
    // When
    fixture.watchAll(
        "shop-api",
        WHOLE,
        "connections: {namePrefix: shop-, template: {metadata: {labels: {team: customers}}}}");
    fixture.label(VpcEndpointService.class, "shop-api", Map.of("team", "shop"));
    fixture.label(CloudAccount.class, ACCOUNT, Map.of("team", "platform"));
    // Then
    awaitTeams("vpcep_connection_state", "name=\"shop-e-1\"", "customers");
    awaitTeams("vpcep_source_connections_failed", "service=\"shop-api\"", "shop");
    awaitTeams("vpcep_sweep_interval_seconds", "source_id=\"whole\"", "platform");
  }

  /** Awaits one series of this metric with that label; its team is this, or absent if empty. */
  private void awaitTeams(String metric, String label, String team) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(teams(metric, label)).as(metric).isEqualTo(List.of(team)));
  }

  private List<String> teams(String metric, String label) throws Exception {
    return operator
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(metric + "{") && line.contains(label))
        .map(
            line ->
                line.contains("label_")
                    ? line.replaceFirst(".*label_team=\"([^\"]*)\".*", "$1")
                    : "")
        .toList();
  }
}
