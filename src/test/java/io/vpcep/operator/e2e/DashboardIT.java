package io.vpcep.operator.e2e;

import static io.vpcep.emulator.fault.Target.ofSource;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Webhook;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The dashboard has something to show, asked of a real Prometheus. */
@ExtendWith(SharedControlPlane.class)
class DashboardIT {

  private static final Path DASHBOARD = Path.of("deploy/grafana/vpcep-operator.json");
  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Duration SOON = Duration.ofSeconds(30);

  private final OperatorFixture stage;
  private final Webhook webhook;
  private final Monitoring monitoring;

  DashboardIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(plane, "dashboard", "polling: {defaultInterval: 1s, minInterval: 1s}");
    stage.startOperator();
    webhook = Webhook.open();
    monitoring = Monitoring.start(AlertFiles.hastened("2s"), stage.port(), webhook);
  }

  @AfterEach
  void end() throws Exception {
    monitoring.close();
    webhook.close();
    stage.close();
  }

  @Test
  void everyQueryOfThePanelsReturnsData() throws Exception {
    // Given
    var world = stage.cloud().world();
    world.put(
        SourceRef.service(SERVICE),
        "waiting",
        connection -> connection.withStatus("pendingAcceptance").withUpdatedAt(Instant.now()));
    stage.watchService("billing", SERVICE, ENDPOINT, null);
    stage.watchService("partner", SERVICE, "waiting", null);
    await().atMost(SOON).until(() -> stage.state("billing"), "accepted"::equals);
    // When
    world.change(
        SourceRef.service(SERVICE), ENDPOINT, connection -> connection.withStatus("failed"));
    await().atMost(SOON).until(() -> stage.state("billing"), "failed"::equals);
    stage.cloud().faults().add(Fault.status(429, ofSource(SERVICE)).times(3));
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

  /** As Grafana fills it in for all namespaces. */
  private static String filledIn(String query) {
    return query.replace("$namespace", ".*").replace("$__rate_interval", "30s");
  }
}
