package io.vpcep.operator.e2e;

import static io.vpcep.emulator.fault.Target.ofSource;
import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Webhook;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The dashboard has something to show, asked of a real Prometheus. */
@EndToEnd
class DashboardIT {

  private static final Path DASHBOARD = Path.of("deploy/grafana/vpcep-operator.json");

  private final OperatorFixture fixture;
  private final Monitoring monitoring;

  DashboardIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
    monitoring =
        fixture.closeLater(
            Monitoring.start(
                AlertFiles.hastened("2s"), fixture.port(), fixture.closeLater(Webhook.open())));
  }

  @Test
  void everyQueryOfThePanelsReturnsData() throws Exception {
    // Given
    fixture.putWaiting(SERVICE, "waiting", Instant.now());
    fixture.watch("billing", SERVICE, ENDPOINT);
    fixture.watch("partner", SERVICE, "waiting");
    fixture.putWaiting(SERVICE, "stranger", Instant.now());
    fixture.watchAll("shop-api", SERVICE, "");
    fixture.applyPolicy("shop-api", SERVICE, "");
    fixture.awaitState("billing", "accepted");
    // When
    fixture.change(SERVICE, ENDPOINT, "failed");
    fixture.awaitState("billing", "failed");
    fixture.faults().add(Fault.status(429, ofSource(SERVICE.id())).times(3));
    // Then
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(withoutData()).as("queries without data").isEmpty());
  }

  /** Title and query of what shows nothing. A failed reconciliation is what nothing here makes. */
  private Map<String, String> withoutData() throws Exception {
    var silent = new TreeMap<String, String>();
    for (var panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
      for (var target : panel.path("targets")) {
        var query = target.get("expr").asText();
        if (!query.contains("reconciliations_failed")
            && monitoring.query(filledIn(query)).isEmpty()) {
          silent.put(panel.get("title").asText() + " " + target.get("refId").asText(), query);
        }
      }
    }
    return silent;
  }

  /** As Grafana fills it in for all namespaces, accounts and sources. */
  private static String filledIn(String query) {
    return query
        .replaceAll("\\$(namespace|account|source)", ".*")
        .replace("$__rate_interval", "30s");
  }
}
