package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.CLUSTER;
import static io.vpcep.operator.e2e.Examples.CLUSTER_ENDPOINT;
import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.BooleanNode;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.CssFields;
import io.vpcep.emulator.world.ErrorEntry;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionStatus.Css;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The main job: a connection's status in its resource. */
@EndToEnd
class MainJobIT {

  private final OperatorFixture fixture;

  MainJobIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @Test
  void theDocumentsOwnExamplesFillTheStatuses() {
    // When
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    fixture.watch("search", CLUSTER, CLUSTER_ENDPOINT);
    // Then
    fixture.awaitState("orders-db", "accepted");
    fixture.awaitState("search", "accepted");
    var orders = fixture.connection("orders-db").getStatus();
    assertThat(orders.markerID()).isEqualTo(16777510);
    assertThat(orders.domainID()).isEqualTo("5fc973eea581490997e82ea11a1df31f");
    assertThat(orders.createdTime()).isEqualTo("2018-09-17T11:10:11Z");
    assertThat(orders.updatedTime()).isEqualTo("2018-09-17T11:10:12Z");
    assertThat(orders.observedGeneration()).isEqualTo(1);
    assertThat(fixture.condition("orders-db", "Ready")).isEqualTo("True Accepted");
    assertThat(fixture.condition("orders-db", "Synced")).isEqualTo("True Polled");
    assertThat(fixture.condition("orders-db", "Stalled")).isEmpty();
    var search = fixture.connection("search").getStatus();
    assertThat(search.css()).isEqualTo(new Css("3000", "default", false, null, null, null, null));
    assertThat(search.markerID()).isNull();
  }

  @Test
  void theAddressesThatAClusterTellsAreWrittenOnce() {
    // Given
    fixture.watch("search", CLUSTER, CLUSTER_ENDPOINT);
    fixture.watchAll("search-all", CLUSTER, "");
    fixture.awaitState("search", "accepted");
    await().atMost(SOON).until(() -> fixture.service("search-all").getStatus().total() != null);
    assertThat(fixture.service("search-all").getStatus().css())
        .isEqualTo(new VpcEndpointServiceStatus.Css(null, false));
    awaitSweepsOfTheCluster();
    var connections = fixture.history(VpcEndpointConnection.class);
    var services = fixture.history(VpcEndpointService.class);
    // When
    fixture
        .world()
        .change(
            CLUSTER,
            CLUSTER_ENDPOINT,
            connection ->
                connection.withCss(
                    new CssFields("3000", "default", "10.0.0.7", "2001:db8::7", "a.example.com")));
    // Then
    await().atMost(SOON).until(() -> css("search").ip(), "10.0.0.7"::equals);
    assertThat(css("search"))
        .isEqualTo(
            new Css("3000", "default", false, "10.0.0.7", "2001:db8::7", "a.example.com", null));
    awaitSweepsOfTheCluster();
    assertThat(connections.of("search")).hasSize(2);
    // When
    fixture
        .world()
        .putCluster(
            CLUSTER.id(), new ClusterSettings(true, BooleanNode.FALSE, "eu-de.search", null));
    // Then
    await().atMost(SOON).until(() -> css("search").serviceName(), "eu-de.search"::equals);
    awaitSweepsOfTheCluster();
    assertThat(fixture.service("search-all").getStatus().css())
        .isEqualTo(new VpcEndpointServiceStatus.Css("eu-de.search", false));
    assertThat(connections.of("search")).hasSize(3);
    assertThat(services.of("search-all")).hasSize(2);
  }

  private Css css(String name) {
    return requireNonNull(fixture.connection(name).getStatus().css());
  }

  private void awaitSweepsOfTheCluster() {
    int calls = fixture.calls(CLUSTER).count();
    await().atMost(SOON).until(() -> fixture.calls(CLUSTER).count() >= calls + 3);
  }

  @Test
  void aFailedConnectionIsToldOnceAlsoAcrossARestart() throws Exception {
    // Given
    fixture.watch("billing", SERVICE, ENDPOINT);
    fixture.awaitState("billing", "accepted");
    // When
    fixture
        .world()
        .change(
            SERVICE,
            ENDPOINT,
            connection ->
                connection
                    .withStatus("failed")
                    .withErrors(List.of(new ErrorEntry("EndPoint.2022", "Failed to create."))));
    fixture.awaitState("billing", "failed");
    fixture.stopOperator();
    fixture.forgetCalls();
    fixture.startOperator();
    await().atMost(SOON).until(() -> fixture.calls().count() > 2);
    // Then
    assertThat(fixture.eventReasons("billing"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionFailed");
    assertThat(fixture.events("billing"))
        .filteredOn(event -> event.getReason().equals("ConnectionFailed"))
        .allSatisfy(
            event -> {
              assertThat(event.getType()).isEqualTo("Warning");
              assertThat(event.getNote()).contains("EndPoint.2022").contains("Failed to create.");
            });
    var status = fixture.connection("billing").getStatus();
    assertThat(Objects.requireNonNull(status.errors()).get(0).code()).isEqualTo("EndPoint.2022");
    assertThat(fixture.condition("billing", "Stalled")).isEqualTo("True Failed");
    assertThat(fixture.get("/metrics"))
        .contains("vpcep_connection_state{account=\"emulated\",name=\"billing\"")
        .contains("state=\"failed\"} 1");
  }

  @Test
  void anOverdueConnectionIsToldOnTimeAndNotAtTheNextPoll() {
    // Given
    var since = Instant.now().minusSeconds(5);
    fixture.putWaiting(SERVICE, "waiting", since);
    // When
    fixture.watch("partner", SERVICE, "waiting", "pendingAcceptanceTimeout: 8s");
    // Then
    fixture.awaitCondition("partner", "Ready", "False AcceptanceOverdue");
    var told = timesOf("partner", "AcceptanceOverdue");
    assertThat(told).hasSize(1);
    var due = Instant.ofEpochSecond(since.getEpochSecond()).plusSeconds(8);
    assertThat(told.get(0)).isBetween(due, due.plusSeconds(1));
    assertThat(fixture.eventReasons("partner"))
        .containsExactlyInAnyOrder("ConnectionPending", "AcceptanceOverdue");
    assertThat(fixture.condition("partner", "Stalled")).isEqualTo("True AcceptanceOverdue");
  }

  @Test
  void anOverdueConnectionIsToldOnTimeAlsoAfterARestart() throws Exception {
    // Given
    var since = Instant.now();
    fixture.putWaiting(SERVICE, "waiting", since);
    fixture.watch("partner", SERVICE, "waiting", "pendingAcceptanceTimeout: 15s");
    fixture.awaitState("partner", "pendingAcceptance");
    // When
    fixture.stopOperator();
    fixture.startOperator("polling: {defaultInterval: 1h}");
    // Then
    await().atMost(SOON).until(() -> !timesOf("partner", "AcceptanceOverdue").isEmpty());
    var due = Instant.ofEpochSecond(since.getEpochSecond()).plusSeconds(15);
    assertThat(timesOf("partner", "AcceptanceOverdue"))
        .singleElement()
        .satisfies(told -> assertThat(told).isBetween(due, due.plusSeconds(1)));
  }

  private List<Instant> timesOf(String name, String reason) {
    return fixture.events(name).stream()
        .filter(event -> event.getReason().equals(reason))
        .map(event -> Instant.parse(event.getEventTime().getTime()))
        .toList();
  }

  @Test
  void aConnectionThatLeavesTheListIsNotFoundAndKeepsWhatWasKnown() {
    // Given
    fixture.watch("legacy", SERVICE, ENDPOINT);
    fixture.awaitState("legacy", "accepted");
    // When
    fixture.world().remove(SERVICE, ENDPOINT);
    // Then
    fixture.awaitState("legacy", "notFound");
    assertThat(fixture.condition("legacy", "Ready")).isEqualTo("False NotFound");
    assertThat(fixture.connection("legacy").getStatus().markerID()).isEqualTo(16777510);
    assertThat(fixture.eventReasons("legacy")).contains("ConnectionNotFound");
  }

  @Test
  void nothingOfADeletedResourceStaysBehind() throws Exception {
    // Given
    fixture.watch("short-lived", SERVICE, ENDPOINT);
    fixture.awaitState("short-lived", "accepted");
    assertThat(fixture.get("/metrics")).contains("name=\"short-lived\"");
    // When
    fixture.user().resource(fixture.connection("short-lived")).delete();
    // Then
    await()
        .atMost(SOON)
        .until(
            () -> fixture.get("/metrics"),
            text -> !text.contains("short-lived") && !text.contains("vpcep_source_connections"));
  }
}
