package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Notification;
import io.vpcep.operator.monitoring.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody on call is told, by a real Prometheus and a real Alertmanager. */
@EndToEnd
class AlertingIT {

  /** Takes the place of each {@code for} and {@code keep_firing_for}; the rules are the shipped. */
  private static final String HASTE = "2s";

  /** From the status to the webhook: scrape interval, evaluation interval, for, and 5 s. */
  private static final Duration IN_TIME = Duration.ofSeconds(1 + 1 + 2 + 5);

  private static final SourceRef WHOLE = SourceRef.service("whole");

  private final OperatorFixture fixture;
  private final Webhook webhook;
  private final Monitoring monitoring;

  AlertingIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
    webhook = fixture.closeLater(Webhook.open());
    monitoring =
        fixture.closeLater(Monitoring.start(AlertFiles.hastened(HASTE), fixture.port(), webhook));
  }

  @BeforeEach
  void aConnectionThatWorksAndOneThatWaits() {
    fixture.putWaiting(SERVICE, "waiting", Instant.now());
    fixture.watch("billing", SERVICE, ENDPOINT);
    fixture.watch("partner", SERVICE, "waiting", "pendingAcceptanceTimeout: 5s");
    fixture.awaitState("billing", "accepted");
    await().atMost(SOON).until(() -> isScraped("billing") && isScraped("partner"));
  }

  private boolean isScraped(String name) {
    return !monitoring.query("vpcep_connection_state{name=\"%s\"}".formatted(name)).isEmpty();
  }

  @Test
  void aConnectionThatFailsAndOneThatHangsAreToldInTimeAndSoIsTheirRecovery() {
    // When
    fixture.change(SERVICE, ENDPOINT, "failed");
    // Then
    fixture.awaitState("billing", "failed");
    awaitNotification("firing VpcepConnectionFailed billing");
    fixture.awaitCondition("partner", "Ready", "False AcceptanceOverdue");
    awaitNotification("firing VpcepConnectionAcceptanceOverdue partner");
    assertNames(received("firing VpcepConnectionFailed billing"), "billing", "critical");
    assertNames(received("firing VpcepConnectionAcceptanceOverdue partner"), "partner", "warning");

    // When
    fixture.change(SERVICE, ENDPOINT, "accepted");
    fixture.change(SERVICE, "waiting", "accepted");
    // Then
    fixture.awaitState("partner", "accepted");
    fixture.awaitState("billing", "accepted");
    awaitNotification("resolved VpcepConnectionFailed billing");
    awaitNotification("resolved VpcepConnectionAcceptanceOverdue partner");
    assertThat(webhook.received()).as("nobody is woken for anything else").hasSize(4);
  }

  @Test
  void connectionsWithoutAResourceThatFailOrHangAreToldByTheirService() {
    // Given
    fixture.put(WHOLE, "unknown", "accepted");
    fixture.watchAll("shop-api", WHOLE, "pendingAcceptanceTimeout: 5s");
    fixture.awaitAttention("shop-api", "False AllSettled");
    // When
    fixture.change(WHOLE, "unknown", "failed");
    fixture.putWaiting(WHOLE, "stranger", Instant.now());
    // Then
    awaitNotification("firing VpcepServiceConnectionFailed shop-api");
    fixture.awaitAttention("shop-api", "True ConnectionsFailed");
    await().atMost(SOON).until(() -> overdue("shop-api") == 1);
    awaitNotification("firing VpcepServiceAcceptanceOverdue shop-api");
    // When
    fixture.change(WHOLE, "unknown", "accepted");
    fixture.change(WHOLE, "stranger", "accepted");
    // Then
    fixture.awaitAttention("shop-api", "False AllSettled");
    awaitNotification("resolved VpcepServiceConnectionFailed shop-api");
    awaitNotification("resolved VpcepServiceAcceptanceOverdue shop-api");
  }

  private int overdue(String service) {
    var unwatched = fixture.service(service).getStatus().unwatched();
    return unwatched == null ? 0 : unwatched.overdue();
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
                fixture.namespace(),
                "name",
                name,
                "account",
                ACCOUNT,
                "source_kind",
                "VpcEndpointService",
                "source_id",
                SERVICE.id()));
    assertThat(told.annotations().get("summary")).contains(fixture.namespace() + "/" + name);
    assertThat(told.annotations().get("description")).contains(SERVICE.id(), ACCOUNT);
    assertThat(told.annotations().get("runbook_url")).endsWith("/" + told.alert() + ".md");
  }
}
