package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** 2,500 connections of one service, watched by 500 resources. */
@Tag("nightly")
@EndToEnd
class ManyResourcesIT {

  private static final SourceRef SERVICE = SourceRef.service("fleet");
  private static final int CONNECTIONS = 2_500;
  private static final int WATCHED = 500;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final List<String> STATES =
      List.of("accepted", "creating", "pendingAcceptance", "rejected", "failed", "deleting");

  private final OperatorFixture fixture;
  private final List<EndpointConnection> listed;

  ManyResourcesIT(FixtureBuilder fixtures) throws Exception {
    fixture = fixtures.configuration("polling: {defaultInterval: 2s, minInterval: 1s}").create();
    listed = fixture.world().putMany(SERVICE, CONNECTIONS, connection -> connection);
  }

  @Test
  void threeCallsServeThemAllOneSeesThatNothingChangedAndThenNothingIsWritten() throws Exception {
    // Given
    for (int i = 0; i < WATCHED; i++) {
      var state = STATES.get(i % STATES.size());
      var id = watched(i).id();
      fixture.change(SERVICE, id, state);
      fixture.watch(name(i), SERVICE, id, "pendingAcceptanceTimeout: 0s");
    }
    // When
    fixture.startOperator();
    await().atMost(SOON).until(this::allAreRight);
    // Then
    assertThat(offsets()).startsWith("", "1000", "2000");
    await().atMost(SOON).until(this::isSeenToBeUnchangedByOneSmallCall);
    var versions = versions();
    long events = events();
    fixture.restartOperator();
    awaitSweeps(3);
    restartTheApiServer();
    awaitSweeps(3);
    fixture.restartOperator();
    awaitSweeps(3);
    assertThat(versions()).isEqualTo(versions);
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void noConnectionIsCalledMissingWhilePagesMoveUnderTheSweep() throws Exception {
    // Given
    for (int i = 0; i < WATCHED; i += 10) {
      fixture.watch(name(i), SERVICE, watched(i).id());
    }
    moveThePagesWithEveryCall();
    // When
    fixture.startOperator();
    // Then
    fixture.awaitStates("accepted", WATCHED / 10, SOON);
    awaitSweeps(10);
    assertThat(fixture.user().resources(Event.class).list().getItems())
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
    fixture
        .cloud()
        .beforeResponse(
            request -> {
              if (request.operation() == Operation.LIST_VPCEP_CONNECTIONS && unwatched.hasNext()) {
                fixture.world().remove(SERVICE, unwatched.next());
                fixture.world().putMany(SERVICE, 1, connection -> connection);
              }
            });
  }

  private boolean allAreRight() {
    var seen =
        fixture.connections().stream()
            .collect(Collectors.toMap(c -> c.getMetadata().getName(), Statuses::state));
    return IntStream.range(0, WATCHED)
        .allMatch(i -> STATES.get(i % STATES.size()).equals(seen.get(name(i))));
  }

  private boolean isSeenToBeUnchangedByOneSmallCall() {
    var paths = fixture.calls().all().stream().map(LoggedRequest::path).toList();
    return paths.subList(paths.size() - 3, paths.size()).stream()
        .allMatch(path -> path.contains("limit=20") && path.contains("sort_dir=desc"));
  }

  private void awaitSweeps(int count) {
    fixture.forgetCalls();
    await().atMost(SOON).until(() -> offsets().stream().filter(String::isEmpty).count() > count);
  }

  private List<String> offsets() {
    return fixture.calls().all().stream()
        .map(LoggedRequest::path)
        .filter(path -> path.contains("/fleet/"))
        .map(path -> path.contains("offset=") ? path.replaceAll(".*offset=(\\d+).*", "$1") : "")
        .toList();
  }

  private void restartTheApiServer() {
    fixture.plane().stopApiServer();
    fixture.plane().startApiServer();
  }

  private Map<String, String> versions() {
    return fixture.connections().stream()
        .collect(
            Collectors.toMap(
                c -> c.getMetadata().getName(), c -> c.getMetadata().getResourceVersion()));
  }

  private long events() {
    return fixture.user().resources(Event.class).list().getItems().stream()
        .mapToInt(OperatorFixture::timesRecorded)
        .sum();
  }

  private EndpointConnection watched(int i) {
    return listed.get(i * 5);
  }

  private static String name(int i) {
    return "connection-" + i;
  }
}
