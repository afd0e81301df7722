package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ApiServerTap;
import io.vpcep.operator.controlplane.ApiServerTap.Side;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Path;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's process is killed over and over, at random moments and between its writes. {@code
 * -Dcrashes=50} kills it 50 times in 200 transitions; {@code -Dcrashes.seed} plays another game.
 */
@Tag("nightly")
@ExtendWith(SharedControlPlane.class)
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
  private final Path folder;
  private final OperatorFixture stage;
  private final ApiServerTap tap;
  private final List<EndpointConnection> connections;
  private final Path kubeconfig;
  private final Map<String, String> states = new TreeMap<>();

  /** How often each event should have been told of each resource. */
  private final Map<String, Integer> expected = new TreeMap<>();

  private @Nullable OperatorJar operator;
  private int starts;

  CrashIT(ControlPlane plane, @TempDir Path folder) throws Exception {
    this.folder = folder;
    stage = OperatorFixture.set(plane, "crash", "");
    tap = ApiServerTap.open(plane);
    kubeconfig = tap.kubeconfig(folder);
    connections = stage.cloud().world().putMany(SERVICE, CONNECTIONS, connection -> connection);
  }

  @AfterEach
  void end() throws IOException {
    timer.shutdownNow();
    if (operator != null) {
      operator.close();
    }
    tap.close();
    stage.close();
  }

  @Test
  void everyTransitionIsToldOnceHoweverOftenTheOperatorIsKilled() throws Exception {
    // Given
    for (int i = 0; i < CONNECTIONS; i++) {
      stage.watchService(name(i), SERVICE.id(), connections.get(i).id(), "0s");
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
    assertThat(stage.connections())
        .allSatisfy(
            resource ->
                assertThat(Objects.requireNonNull(resource.getStatus()).eventCount())
                    .isEqualTo(CRASHES + 1));
  }

  /** Every other connection is one whose dates the cloud does not move. */
  private void move(int i, String state) {
    stage
        .cloud()
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
      case 0 ->
          stage.cloud().faults().add(Fault.status(403, Target.ofSource(SERVICE.id())).times(1));
      case 1 -> stage.request(name(random.nextInt(CONNECTIONS)), "request " + starts);
      default -> {}
    }
  }

  private void start() throws IOException {
    starts++;
    operator = OperatorJar.of("crash-" + starts, folder, configuration()).as(kubeconfig).start();
  }

  private String configuration() {
    return """
        clouds: {emulator: {iam: "%1$s", vpcep: "%1$s", css: "%1$s"}}
        watch: {namespaces: [%2$s]}
        http: {address: 127.0.0.1, port: 0}
        polling: {defaultInterval: 1s, minInterval: 1s, fullSweepEvery: 0s}
        """
        .formatted(stage.cloud().url(), stage.namespace());
  }

  private void awaitSettled() {
    await().atMost(SOON).untilAsserted(() -> assertThat(shown()).isEqualTo(states));
  }

  private Map<String, String> shown() {
    var shown = new TreeMap<String, String>();
    for (var resource : stage.connections()) {
      var status = resource.getStatus();
      shown.put(
          resource.getMetadata().getName(), String.valueOf(status == null ? null : status.state()));
    }
    return shown;
  }

  private Map<String, Integer> told() {
    var told = new TreeMap<String, Integer>();
    for (var resource : states.keySet()) {
      stage.eventReasons(resource).forEach(r -> told.merge(resource + " " + r, 1, Integer::sum));
    }
    return told;
  }

  private static String name(int i) {
    return "connection-" + i;
  }
}
