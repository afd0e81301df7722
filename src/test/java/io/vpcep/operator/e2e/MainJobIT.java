package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.world.ErrorEntry;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnectionStatus.Css;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: a connection's status in its resource. */
@ExtendWith(SharedControlPlane.class)
class MainJobIT {

  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String CLUSTER = "4f3deec3-efa8-4598-bf91-560aad1377a3";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Duration SOON = Duration.ofSeconds(20);

  private final OperatorFixture stage;

  MainJobIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(plane, "main-job", "polling: {defaultInterval: 1s, minInterval: 1s}");
  }

  @BeforeEach
  void start() throws Exception {
    stage.startOperator();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void theDocumentsOwnExamplesFillTheStatuses() {
    // When
    stage.watchService("orders-db", SERVICE, ENDPOINT, null);
    stage.watchCluster("search", CLUSTER, "connectionsID");
    // Then
    await().atMost(SOON).until(() -> stage.state("orders-db"), "accepted"::equals);
    await().atMost(SOON).until(() -> stage.state("search"), "accepted"::equals);
    var orders = stage.connection("orders-db").getStatus();
    assertThat(orders.markerID()).isEqualTo(16777510);
    assertThat(orders.domainID()).isEqualTo("5fc973eea581490997e82ea11a1df31f");
    assertThat(orders.createdTime()).isEqualTo("2018-09-17T11:10:11Z");
    assertThat(orders.updatedTime()).isEqualTo("2018-09-17T11:10:12Z");
    assertThat(orders.observedGeneration()).isEqualTo(1);
    assertThat(stage.condition("orders-db", "Ready")).isEqualTo("True Accepted");
    assertThat(stage.condition("orders-db", "Synced")).isEqualTo("True Polled");
    assertThat(stage.condition("orders-db", "Stalled")).isEmpty();
    var search = stage.connection("search").getStatus();
    assertThat(search.css()).isEqualTo(new Css("3000", "default", false));
    assertThat(search.markerID()).isNull();
  }

  @Test
  void aFailedConnectionIsToldOnceAlsoAcrossARestart() throws Exception {
    // Given
    stage.watchService("billing", SERVICE, ENDPOINT, null);
    await().atMost(SOON).until(() -> stage.state("billing"), "accepted"::equals);
    // When
    stage
        .cloud()
        .world()
        .change(
            SourceRef.service(SERVICE),
            ENDPOINT,
            connection ->
                connection
                    .withStatus("failed")
                    .withErrors(List.of(new ErrorEntry("EndPoint.2022", "Failed to create."))));
    await().atMost(SOON).until(() -> stage.state("billing"), "failed"::equals);
    stage.stopOperator();
    stage.cloud().requests().clear();
    stage.startOperator();
    await().atMost(SOON).until(() -> stage.cloud().requests().all().size() > 2);
    // Then
    assertThat(stage.eventReasons("billing"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
    assertThat(stage.events("billing"))
        .filteredOn(event -> event.getReason().equals("ConnectionFailed"))
        .allSatisfy(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getNote()).contains("EndPoint.2022").contains("Failed to create.");
            });
    var status = stage.connection("billing").getStatus();
    assertThat(Objects.requireNonNull(status.errors()).get(0).code()).isEqualTo("EndPoint.2022");
    assertThat(stage.condition("billing", "Stalled")).isEqualTo("True Failed");
    assertThat(stage.get("/metrics"))
        .contains("vpcep_connection_state{account=\"emulated\",name=\"billing\"")
        .contains("state=\"failed\"} 1");
  }

  @Test
  void anOverdueConnectionIsToldOnTimeAndNotAtTheNextPoll() {
    // Given
    var since = Instant.now().minusSeconds(5);
    stage
        .cloud()
        .world()
        .put(
            SourceRef.service(SERVICE),
            "waiting",
            connection -> connection.withStatus("pendingAcceptance").withUpdatedAt(since));
    // When
    stage.watchService("partner", SERVICE, "waiting", "8s");
    // Then
    await()
        .atMost(SOON)
        .until(() -> stage.condition("partner", "Ready"), "False AcceptanceOverdue"::equals);
    var told = timesOf("partner", "AcceptanceOverdue");
    assertThat(told).hasSize(1);
    var due = Instant.ofEpochSecond(since.getEpochSecond()).plusSeconds(8);
    assertThat(told.get(0)).isBetween(due, due.plusSeconds(1));
    assertThat(stage.eventReasons("partner"))
        .containsExactlyInAnyOrder("ConnectionPending", "AcceptanceOverdue");
    assertThat(stage.condition("partner", "Stalled")).isEqualTo("True AcceptanceOverdue");
  }

  @Test
  void anOverdueConnectionIsToldOnTimeAlsoAfterARestart() throws Exception {
    // Given
    var since = Instant.now();
    stage
        .cloud()
        .world()
        .put(
            SourceRef.service(SERVICE),
            "waiting",
            connection -> connection.withStatus("pendingAcceptance").withUpdatedAt(since));
    stage.watchService("partner", SERVICE, "waiting", "15s");
    await().atMost(SOON).until(() -> stage.state("partner"), "pendingAcceptance"::equals);
    // When
    stage.stopOperator();
    stage.startOperator("polling: {defaultInterval: 1h}");
    // Then
    await().atMost(SOON).until(() -> !timesOf("partner", "AcceptanceOverdue").isEmpty());
    var due = Instant.ofEpochSecond(since.getEpochSecond()).plusSeconds(15);
    assertThat(timesOf("partner", "AcceptanceOverdue"))
        .singleElement()
        .satisfies(told -> assertThat(told).isBetween(due, due.plusSeconds(1)));
  }

  private List<Instant> timesOf(String name, String reason) {
    return stage.events(name).stream()
        .filter(event -> event.getReason().equals(reason))
        .map(event -> Instant.parse(event.getEventTime().getTime()))
        .toList();
  }

  @Test
  void aConnectionThatLeavesTheListIsNotFoundAndKeepsWhatWasKnown() {
    // Given
    stage.watchService("legacy", SERVICE, ENDPOINT, null);
    await().atMost(SOON).until(() -> stage.state("legacy"), "accepted"::equals);
    // When
    stage.cloud().world().remove(SourceRef.service(SERVICE), ENDPOINT);
    // Then
    await().atMost(SOON).until(() -> stage.state("legacy"), "notFound"::equals);
    assertThat(stage.condition("legacy", "Ready")).isEqualTo("False NotFound");
    assertThat(stage.connection("legacy").getStatus().markerID()).isEqualTo(16777510);
    assertThat(stage.eventReasons("legacy")).contains("ConnectionNotFound");
  }

  @Test
  void nothingOfADeletedResourceStaysBehind() throws Exception {
    // Given
    stage.watchService("short-lived", SERVICE, ENDPOINT, null);
    await().atMost(SOON).until(() -> stage.state("short-lived"), "accepted"::equals);
    assertThat(stage.get("/metrics")).contains("name=\"short-lived\"");
    // When
    stage.user().resource(stage.connection("short-lived")).delete();
    // Then
    await()
        .atMost(SOON)
        .until(
            () -> stage.get("/metrics"),
            text -> !text.contains("short-lived") && !text.contains("vpcep_source_connections"));
  }
}
