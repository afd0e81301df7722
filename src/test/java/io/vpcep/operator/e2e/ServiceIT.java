package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.api.VpcEndpointServiceStatus.AttentionEntry;
import io.vpcep.operator.api.VpcEndpointServiceStatus.StateCount;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole service, of which no endpoint ID is known. */
@EndToEnd
class ServiceIT {

  private static final SourceRef SERVICE = SourceRef.service("whole");
  private static final String NAME = "shop-api";
  private static final int SIZE = 2_500;
  private static final int QUIET_SWEEPS = 3;

  private final OperatorFixture fixture;
  private List<EndpointConnection> connections = List.of();

  ServiceIT(OperatorFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void start() throws Exception {
    connections = fixture.world().putMany(SERVICE, SIZE, each -> each.withStatus("accepted"));
    fixture.watchAll(NAME, SERVICE, "pendingAcceptanceTimeout: 3s");
    fixture.startOperator();
    await().atMost(SOON).until(() -> count("accepted"), accepted -> accepted == SIZE);
  }

  @Test
  void oneConnectionThatIsAddedFailsIsOverdueOrGoesIsOneWriteAndOneEvent() throws Exception {
    assertThat(status().total()).isEqualTo(SIZE);
    assertThat(condition("Ready")).isEqualTo("True Listed");
    assertThat(condition("AttentionRequired")).isEqualTo("False AllSettled");
    var history = fixture.history(VpcEndpointService.class);
    // When
    change(0, each -> each.withStatus("failed"));
    // Then
    await().atMost(SOON).until(() -> count("failed"), failed -> failed == 1);
    assertThat(attention()).containsExactly(connections.get(0).id() + " failed");
    assertThat(condition("AttentionRequired")).isEqualTo("True ConnectionsFailed");
    assertThat(events("ConnectionFailed")).isEqualTo(1);
    // When
    change(1, each -> each.withStatus("pendingAcceptance"));
    // Then
    await().atMost(SOON).until(() -> count("pendingAcceptance"), pending -> pending == 1);
    assertThat(events("ConnectionRequested")).isEqualTo(1);
    await().atMost(SOON).until(() -> events("AcceptanceOverdue"), told -> told == 1);
    await().atMost(SOON).until(() -> requireNonNull(status().unwatched()).overdue() == 1);
    assertThat(attention())
        .containsExactly(
            connections.get(0).id() + " failed", connections.get(1).id() + " pendingAcceptance");
    // When
    fixture.world().remove(SERVICE, connections.get(0).id());
    // Then
    await().atMost(SOON).until(() -> status().total(), total -> total == SIZE - 1);
    assertThat(condition("AttentionRequired")).isEqualTo("True AcceptanceOverdue");
    awaitQuietSweeps();
    assertThat(writes(history)).isEqualTo(4);
  }

  @Test
  void aStormIsOneWriteAndOneEventWithTheCount() throws Exception {
    var history = fixture.history(VpcEndpointService.class);
    // When
    for (int i = 0; i < 1_000; i++) {
      change(i, each -> each.withStatus("failed"));
    }
    // Then
    await().atMost(SOON).until(() -> count("failed"), failed -> failed == 1_000);
    awaitQuietSweeps();
    assertThat(status().attention()).hasSize(20);
    assertThat(status().attentionOmitted()).isEqualTo(980);
    // The changes may fall into two sweeps.
    assertThat(writes(history)).isLessThanOrEqualTo(2);
    assertThat(events("ConnectionFailed")).isEqualTo(writes(history));
  }

  @Test
  void nothingIsWrittenInQuietMinutesAndOverARestart() throws Exception {
    // Given
    change(0, each -> each.withStatus("failed"));
    await().atMost(SOON).until(() -> count("failed"), failed -> failed == 1);
    var history = fixture.history(VpcEndpointService.class);
    // When
    awaitQuietSweeps();
    fixture.stopOperator();
    fixture.startOperator();
    awaitQuietSweeps();
    // Then
    assertThat(writes(history)).isZero();
    assertThat(events("ConnectionFailed")).isEqualTo(1);
  }

  @Test
  void aSourceThatIsGoneKeepsTheLastCounts() {
    // When
    fixture.world().remove(SERVICE);
    // Then
    await().atMost(SOON).until(() -> condition("Synced"), "False SourceNotFound"::equals);
    assertThat(status().total()).isEqualTo(SIZE);
    assertThat(condition("Ready")).isEqualTo("True Listed");
  }

  @Test
  void aConnectionWithAResourceSharesTheSweepAndIsReportedThereAlone() throws Exception {
    // Given
    fixture.watch("one", SERVICE, connections.get(7).id());
    await().atMost(SOON).until(() -> fixture.state("one"), "accepted"::equals);
    await().atMost(SOON).until(() -> status().watched(), Integer.valueOf(1)::equals);
    // When
    change(7, each -> each.withStatus("failed"));
    // Then
    await().atMost(SOON).until(() -> fixture.state("one"), "failed"::equals);
    await().atMost(SOON).until(() -> count("failed"), failed -> failed == 1);
    assertThat(events("ConnectionFailed")).isZero();
    assertThat(fixture.get("/metrics"))
        .contains(
            "vpcep_source_connections_failed{account=\"emulated\",namespace=\"%s\",service=\"shop-api\",source_id=\"whole\",source_kind=\"VpcEndpointService\"} 0.0"
                .formatted(fixture.namespace()));
    int calls = fixture.calls(SERVICE.id()).count();
    awaitQuietSweeps();
    // A sweep of the changes alone is one call.
    assertThat(fixture.calls(SERVICE.id()).count() - calls).isLessThanOrEqualTo(QUIET_SWEEPS + 3);
  }

  @Test
  void theSourceOfAServiceCannotBeChanged() {
    assertThatThrownBy(() -> fixture.watchAll(NAME, SourceRef.service("other"), ""))
        .hasMessageContaining(
            "the source cannot be changed: create another VpcEndpointService for it, and delete"
                + " this one.");
  }

  /** How often the resource was written since the history began. */
  private static int writes(History<VpcEndpointService> history) {
    return history.of(NAME).size() - 1;
  }

  /** Waits until the source was read a few times more. */
  private void awaitQuietSweeps() {
    int calls = fixture.calls(SERVICE.id()).count();
    await()
        .atMost(SOON)
        .until(() -> fixture.calls(SERVICE.id()).count() >= calls + QUIET_SWEEPS + 1);
  }

  private void change(int i, UnaryOperator<EndpointConnection> edit) {
    fixture.world().change(SERVICE, connections.get(i).id(), edit);
  }

  private VpcEndpointServiceStatus status() {
    return fixture.service(NAME).getStatus();
  }

  private int count(String state) {
    var states = Objects.requireNonNullElse(status().states(), List.<StateCount>of());
    return states.stream().filter(s -> s.state().equals(state)).mapToInt(StateCount::count).sum();
  }

  private List<String> attention() {
    return requireNonNull(status().attention()).stream()
        .map((AttentionEntry entry) -> entry.endpointID() + " " + entry.state())
        .toList();
  }

  private String condition(String type) {
    return Statuses.condition(fixture.service(NAME), type);
  }

  /** How often a transition was recorded. */
  private int events(String reason) {
    return fixture.events(NAME).stream()
        .filter(event -> event.getReason().equals(reason))
        .mapToInt((Event event) -> TestNamespace.timesRecorded(event))
        .sum();
  }
}
