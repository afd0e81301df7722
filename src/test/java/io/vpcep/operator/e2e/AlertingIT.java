package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Notification;
import io.vpcep.operator.monitoring.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Somebody on call is told, by a real Prometheus and a real Alertmanager. */
@ExtendWith(SharedControlPlane.class)
class AlertingIT {

  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Duration SOON = Duration.ofSeconds(20);

  /** Takes the place of each {@code for} and {@code keep_firing_for}; the rules are the shipped. */
  private static final String HASTE = "2s";

  /** From the status to the webhook: scrape interval, evaluation interval, for, and 5 s. */
  private static final Duration IN_TIME = Duration.ofSeconds(1 + 1 + 2 + 5);

  private final OperatorFixture stage;
  private final Webhook webhook;
  private final Monitoring monitoring;

  AlertingIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(plane, "alerting", "polling: {defaultInterval: 1s, minInterval: 1s}");
    stage.startOperator();
    webhook = Webhook.open();
    monitoring = Monitoring.start(AlertFiles.hastened(HASTE), stage.port(), webhook);
  }

  @BeforeEach
  void aConnectionThatWorksAndOneThatWaits() {
    stage
        .cloud()
        .world()
        .put(
            SourceRef.service(SERVICE),
            "waiting",
            connection -> connection.withStatus("pendingAcceptance").withUpdatedAt(Instant.now()));
    stage.watchService("billing", SERVICE, ENDPOINT, null);
    stage.watchService("partner", SERVICE, "waiting", "5s");
    await().atMost(SOON).until(() -> stage.state("billing"), "accepted"::equals);
    await().atMost(SOON).until(() -> isScraped("billing") && isScraped("partner"));
  }

  private boolean isScraped(String name) {
    return !monitoring.query("vpcep_connection_state{name=\"%s\"}".formatted(name)).isEmpty();
  }

  @AfterEach
  void end() throws Exception {
    monitoring.close();
    webhook.close();
    stage.close();
  }

  @Test
  void aConnectionThatFailsAndOneThatHangsAreToldInTimeAndSoIsTheirRecovery() {
    // When
    become(ENDPOINT, "failed");
    // Then
    await().atMost(SOON).until(() -> stage.state("billing"), "failed"::equals);
    awaitNotification("firing VpcepConnectionFailed billing");
    await()
        .atMost(SOON)
        .until(() -> stage.condition("partner", "Ready"), "False AcceptanceOverdue"::equals);
    awaitNotification("firing VpcepConnectionAcceptanceOverdue partner");
    assertNames(received("firing VpcepConnectionFailed billing"), "billing", "critical");
    assertNames(received("firing VpcepConnectionAcceptanceOverdue partner"), "partner", "warning");

    // When
    become(ENDPOINT, "accepted");
    become("waiting", "accepted");
    // Then
    await().atMost(SOON).until(() -> stage.state("partner"), "accepted"::equals);
    await().atMost(SOON).until(() -> stage.state("billing"), "accepted"::equals);
    awaitNotification("resolved VpcepConnectionFailed billing");
    awaitNotification("resolved VpcepConnectionAcceptanceOverdue partner");
    assertThat(webhook.received()).as("nobody is woken for anything else").hasSize(4);
  }

  private void become(String endpoint, String status) {
    stage
        .cloud()
        .world()
        .change(SourceRef.service(SERVICE), endpoint, connection -> connection.withStatus(status));
  }

  private void awaitNotification(String summary) {
    await()
        .atMost(IN_TIME)
        .untilAsserted(
            () -> assertThat(webhook.received()).extracting(Object::toString).contains(summary));
  }

  private Notification received(String summary) {
    return webhook.received().stream()
        .filter(notification -> notification.toString().equals(summary))
        .findFirst()
        .orElseThrow();
  }

  private void assertNames(Notification told, String name, String severity) {
    assertThat(told.labels())
        .isEqualTo(
            Map.of(
                "alertname",
                told.alert(),
                "severity",
                severity,
                "namespace",
                stage.namespace(),
                "name",
                name,
                "account",
                OperatorFixture.ACCOUNT,
                "source_kind",
                "VpcEndpointService",
                "source_id",
                SERVICE));
    assertThat(told.annotations().get("summary")).contains(stage.namespace() + "/" + name);
    assertThat(told.annotations().get("description")).contains(SERVICE, OperatorFixture.ACCOUNT);
    assertThat(told.annotations().get("runbook_url")).endsWith("/" + told.alert() + ".md");
  }
}
