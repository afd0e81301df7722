package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ApiServerTap;
import io.vpcep.operator.controlplane.ApiServerTap.Side;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The operator's process is killed over and over, at random moments and between its writes. {@code
 * -Dcrashes=50} kills it 50 times in 200 transitions; {@code -Dcrashes.seed} plays another game.
 */
@Tag("nightly")
@EndToEnd
class CrashIT {

  private static final int CRASHES = Integer.getInteger("crashes", 8);
  private static final long SEED = Long.getLong("crashes.seed", 1);

  /** Four at a time, so that the operator is killed while it is in the middle of several. */
  private static final int CONNECTIONS = 4;

  private static final SourceRef SERVICE = SourceRef.service("crashing");
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T12:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The states that a connection may go to, and the events that tell of them. */
  private static final Map<String, String> EVENTS =
      Map.of(
          "accepted", "ConnectionAccepted",
          "failed", "ConnectionFailed",
          "rejected", "ConnectionRejected",
          "pendingAcceptance", "ConnectionPending",
          "creating", "ConnectionCreating",
          "deleting", "ConnectionDeleting");

  private final Random random = new Random(SEED);
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  private final OperatorFixture fixture;
  private final ApiServerTap tap;
  private final List<EndpointConnection> connections;

  private final Map<String, String> states = new TreeMap<>();

  /** How often each event should have been told of each resource. */
  private final Map<String, Integer> expected = new TreeMap<>();

  private @Nullable OperatorJar operator;
  private int starts;

  CrashIT(FixtureBuilder fixtures) throws Exception {
    fixture =
        fixtures
            .configuration("polling: {defaultInterval: 1s, minInterval: 1s, fullSweepEvery: 0s}")
            .create();
    fixture.closeLater(timer::shutdownNow);
    tap = fixture.tap();
    connections = fixture.world().putMany(SERVICE, CONNECTIONS, connection -> connection);
  }

  @Test
  void everyTransitionIsToldOnceHoweverOftenTheOperatorIsKilled() throws Exception {
    // Given
    for (int i = 0; i < CONNECTIONS; i++) {
      fixture.watch(name(i), SERVICE, connections.get(i).id(), "pendingAcceptanceTimeout: 0s");
      move(i, "accepted");
    }
    start();
    awaitSettled();
    // When
    var crashesOfRound = new int[CRASHES];
    random.ints(CRASHES, 0, CRASHES).forEach(round -> crashesOfRound[round]++);
    for (int crashes : crashesOfRound) {
      for (int i = 0; i < CONNECTIONS; i++) {
        move(i, another(states.get(name(i))));
      }
      for (int crash = 0; crash < crashes; crash++) {
        crash();
        disturb();
        start();
      }
      awaitSettled();
    }
    // Then
    assertThat(told()).isEqualTo(expected);
    assertThat(fixture.connections())
        .allSatisfy(
            resource ->
                assertThat(Objects.requireNonNull(resource.getStatus()).eventCount())
                    .isEqualTo(CRASHES + 1));
  }

  /** Every other connection is one whose dates the cloud does not move. */
  private void move(int i, String state) {
    fixture
        .world()
        .change(
            SERVICE,
            connections.get(i).id(),
            connection -> {
              var moved = connection.withStatus(state);
              return i % 2 == 0 ? moved : moved.withUpdatedAt(LONG_AGO);
            });
    states.put(name(i), state);
    expected.merge(name(i) + " " + EVENTS.get(state), 1, Integer::sum);
  }

  private String another(@Nullable String state) {
    var others = EVENTS.keySet().stream().filter(word -> !word.equals(state)).sorted().toList();
    return others.get(random.nextInt(others.size()));
  }

  /** Kills the process at a write, or else after a time; one that has nothing to write, too. */
  private void crash() {
    var victim = Objects.requireNonNull(operator);
    int patience = random.nextInt(2_500);
    if (random.nextInt(4) > 0) {
      patience += 2_500;
      var side = random.nextBoolean() ? Side.BEFORE : Side.AFTER;
      tap.trap(side, 1 + random.nextInt(3 * CONNECTIONS), victim::kill);
    }
    var kill = timer.schedule(victim::kill, patience, TimeUnit.MILLISECONDS);
    await().atMost(SOON).until(() -> !victim.isRunning());
    kill.cancel(false);
    victim.close();
  }

  /** What may come between the event of the one process and the status of the next. */
  private void disturb() {
    switch (random.nextInt(3)) {
      case 0 -> fixture.faults().add(Fault.status(403, Target.ofSource(SERVICE.id())).times(1));
      case 1 -> fixture.request(name(random.nextInt(CONNECTIONS)), "request " + starts);
      default -> {}
    }
  }

  private void start() throws IOException {
    starts++;
    operator = fixture.jar("crash-" + starts).as(tap.kubeconfig(fixture.folder())).start();
  }

  private void awaitSettled() {
    await().atMost(SOON).untilAsserted(() -> assertThat(shown()).isEqualTo(states));
  }

  private Map<String, String> shown() {
    var shown = new TreeMap<String, String>();
    for (var resource : fixture.connections()) {
      shown.put(resource.getMetadata().getName(), Statuses.state(resource));
    }
    return shown;
  }

  /** What the disturbances make of the source is no transition of a connection. */
  private Map<String, Integer> told() {
    var told = new TreeMap<String, Integer>();
    for (var resource : states.keySet()) {
      fixture.eventReasons(resource).stream()
          .filter(reason -> !reason.equals("NotPolled"))
          .forEach(reason -> told.merge(resource + " " + reason, 1, Integer::sum));
    }
    return told;
  }

  private static String name(int i) {
    return "connection-" + i;
  }
}
