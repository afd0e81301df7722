package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 2,500 connections of one service, watched by 500 resources. */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
class ManyResourcesIT {

  private static final SourceRef SERVICE = SourceRef.service("fleet");
  private static final int CONNECTIONS = 2_500;
  private static final int WATCHED = 500;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> STATES =
      List.of("accepted", "creating", "pendingAcceptance", "rejected", "failed", "deleting");

  private final ControlPlane plane;
  private final OperatorFixture stage;
  private final List<EndpointConnection> listed;

  ManyResourcesIT(ControlPlane plane) throws Exception {
    this.plane = plane;
    stage = OperatorFixture.set(plane, "fleet", "polling: {defaultInterval: 2s, minInterval: 1s}");
    listed = stage.cloud().world().putMany(SERVICE, CONNECTIONS, connection -> connection);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void threeCallsServeThemAllOneSeesThatNothingChangedAndThenNothingIsWritten() throws Exception {
    // Given
    for (int i = 0; i < WATCHED; i++) {
      var state = STATES.get(i % STATES.size());
      var id = watched(i).id();
      stage.cloud().world().change(SERVICE, id, connection -> connection.withStatus(state));
      stage.watchService(name(i), SERVICE.id(), id, "0s");
    }
    // When
    stage.startOperator();
    await().atMost(SOON).until(this::allAreRight);
    // Then
    assertThat(offsets()).startsWith("", "1000", "2000");
    await().atMost(SOON).until(this::isSeenToBeUnchangedByOneSmallCall);
    var versions = versions();
    long events = events();
    restartTheOperator();
    awaitSweeps(3);
    restartTheApiServer();
    awaitSweeps(3);
    restartTheOperator();
    awaitSweeps(3);
    assertThat(versions()).isEqualTo(versions);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void noConnectionIsCalledMissingWhilePagesMoveUnderTheSweep() throws Exception {
    // Given
    for (int i = 0; i < WATCHED; i += 10) {
      stage.watchService(name(i), SERVICE.id(), watched(i).id(), null);
    }
    moveThePagesWithEveryCall();
    // When
    stage.startOperator();
    // Then
    await()
        .atMost(SOON)
        .until(() -> stage.connections().stream().allMatch(c -> "accepted".equals(state(c))));
    awaitSweeps(10);
    assertThat(stage.user().resources(Event.class).list().getItems())
        .extracting(Event::getReason)
        .doesNotContain("ConnectionNotFound");
  }

  /**
   * Each answer is preceded by the removal of one connection and the addition of another, both
   * unwatched.
   */
  private void moveThePagesWithEveryCall() {
    var unwatched =
        IntStream.range(0, CONNECTIONS)
            .filter(i -> i % 50 != 0)
            .mapToObj(i -> listed.get(i).id())
            .iterator();
    stage
        .cloud()
        .beforeResponse(
            request -> {
              if (request.operation() == Operation.LIST_VPCEP_CONNECTIONS && unwatched.hasNext()) {
                stage.cloud().world().remove(SERVICE, unwatched.next());
                stage.cloud().world().putMany(SERVICE, 1, connection -> connection);
              }
            });
  }

  private boolean allAreRight() {
    var seen =
        stage.connections().stream()
            .collect(Collectors.toMap(c -> c.getMetadata().getName(), ManyResourcesIT::state));
    return IntStream.range(0, WATCHED)
        .allMatch(i -> STATES.get(i % STATES.size()).equals(seen.get(name(i))));
  }

  private boolean isSeenToBeUnchangedByOneSmallCall() {
    var paths = stage.cloud().requests().all().stream().map(LoggedRequest::path).toList();
    return paths.subList(paths.size() - 3, paths.size()).stream()
        .allMatch(path -> path.contains("limit=20") && path.contains("sort_dir=desc"));
  }

  private void awaitSweeps(int count) {
    stage.cloud().requests().clear();
    await().atMost(SOON).until(() -> offsets().stream().filter(String::isEmpty).count() > count);
  }

  private List<String> offsets() {
    return stage.cloud().requests().all().stream()
        .map(LoggedRequest::path)
        .filter(path -> path.contains("/fleet/"))
        .map(path -> path.contains("offset=") ? path.replaceAll(".*offset=(\\d+).*", "$1") : "")
        .toList();
  }

  private void restartTheOperator() throws Exception {
    stage.stopOperator();
    stage.startOperator();
  }

  private void restartTheApiServer() {
    plane.stopApiServer();
    plane.startApiServer();
  }

  private Map<String, String> versions() {
    return stage.connections().stream()
        .collect(
            Collectors.toMap(
                c -> c.getMetadata().getName(), c -> c.getMetadata().getResourceVersion()));
  }

  private long events() {
    return stage.user().resources(Event.class).list().getItems().stream()
        .mapToInt(OperatorFixture::timesTold)
        .sum();
  }

  private EndpointConnection watched(int i) {
    return listed.get(i * 5);
  }

  private static String name(int i) {
    return "connection-" + i;
  }

  private static String state(VpcEndpointConnection resource) {
    var status = resource.getStatus();
    return status == null || status.state() == null ? "" : status.state();
  }
}
