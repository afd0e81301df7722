package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.bench.Transitions;
import io.vpcep.operator.e2e.TakeOvers.End;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The replica that leads is ended again and again while connections change: half of the times as
 * Kubernetes ends it, half of the times as a node that fails. {@code -Dfailover.rounds} sets how
 * often.
 */
@Tag("nightly")
@EndToEnd
class FailoverIT {

  private static final int ROUNDS = Integer.getInteger("failover.rounds", 4);
  private static final SourceRef SERVICE = SourceRef.service("failover");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String HASTE = ", leaseDuration: 5s, renewDeadline: 4s, retryPeriod: 500ms";
  private static final List<String> NAMES =
      IntStream.range(0, 8).mapToObj(i -> "connection-" + i).toList();

  private static final List<String> STATES =
      Transitions.REASONS.keySet().stream().sorted().toList();

  private final OperatorFixture fixture;
  private final TakeOvers takeOvers = new TakeOvers();

  FailoverIT(OperatorFixture fixture) {
    this.fixture = fixture;
    for (var name : NAMES) {
      fixture.put(SERVICE, name, STATES.get(0));
      fixture.watch(name, SERVICE, name, "pendingAcceptanceTimeout: 0s");
    }
  }

  @Test
  void everyChangeIsWrittenAndToldOnceAndOnlyByWhoLeads() throws Exception {
    var replicas = new Replicas(fixture, HASTE);
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    replicas.start();
    awaitAll(STATES.get(0));
    replicas.start().awaitReady();
    // When
    for (int round = 1; round <= ROUNDS; round++) {
      replaceLeaderDuringChanges(replicas, round);
    }
    // Then
    System.out.print(takeOvers.report("leaseDuration 5s, renewDeadline 4s, retryPeriod 500ms"));
    var expected = IntStream.rangeClosed(0, ROUNDS).mapToObj(FailoverIT::state).toList();
    for (var name : NAMES) {
      assertThat(statesOf(history, name)).as("states of " + name).isEqualTo(expected);
      assertThat(fixture.eventReasons(name))
          .as("events of " + name)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(Transitions.REASONS::get).toList());
    }
    assertThat(replicas.leaders()).hasSize(ROUNDS + 1);
    assertOnlyLeadersWrote(history, replicas);
  }

  @Test
  void aReplicaTakesOverWithin5SecondsOfAStopAnd20OfAKillAsTheElectionIsTimedByDefault()
      throws Exception {
    var replicas = new Replicas(fixture, "");
    // Given
    replicas.start().awaitReady();
    replicas.start().awaitReady();
    replicas.awaitLeader();
    // When
    takeOver(replicas, End.STOPPED);
    replicas.start().awaitReady();
    takeOver(replicas, End.KILLED);
    // Then
    System.out.print(takeOvers.report("leaseDuration 15s, renewDeadline 10s, retryPeriod 2s"));
    assertThat(takeOvers.of(End.STOPPED))
        .allMatch(time -> time.compareTo(Duration.ofSeconds(5)) < 0);
    assertThat(takeOvers.of(End.KILLED))
        .allMatch(time -> time.compareTo(Duration.ofSeconds(20)) < 0);
  }

  @Test
  void aStandbyIsReadyAndSaysThatItDoesNotLeadAndMakesNoCalls() throws Exception {
    var replicas = new Replicas(fixture, HASTE);
    // Given
    var leader = replicas.start().awaitReady();
    awaitAll(STATES.get(0));
    var standby = replicas.start().awaitReady();
    standby.awaitLog("standing by: ");
    // Then
    assertThat(standby.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(standby.get("/metrics").body())
        .containsPattern("vpcep_leader\\{.*} 0")
        .doesNotContain(
            "vpcep_connection_", "vpcep_account_ready", "vpcep_source_", "vpcep_api_requests");
    assertThat(leader.get("/metrics").body())
        .containsPattern("vpcep_leader\\{.*} 1")
        .contains("vpcep_connection_state{", "vpcep_account_ready{");
  }

  @Test
  void aLeaderThatHangsForTooLongEndsWhenItWakesAndWritesNothing() throws Exception {
    var replicas = new Replicas(fixture, HASTE);
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    var hung = replicas.start().awaitReady();
    awaitAll(STATES.get(0));
    replicas.start().awaitReady();
    // When
    changeAll(1);
    hung.pause();
    replicas.awaitSuccessor(hung, Instant.now());
    awaitAll(state(1));
    changeAll(2);
    hung.resume();
    // Then
    assertThat(hung.exitCode()).isEqualTo(1);
    assertThat(hung.log()).contains("lost the lease ");
    awaitAll(state(2));
    assertOnlyLeadersWrote(history, replicas);
  }

  /** Sometimes no change has been read when the leader ends, sometimes it is writing them. */
  private void replaceLeaderDuringChanges(Replicas replicas, int round) throws Exception {
    var end = round % 2 == 0 ? End.STOPPED : End.KILLED;
    replicas.awaitLeader();
    change(NAMES.subList(0, 4), round);
    if (round % 4 < 2) {
      await().atMost(SOON).until(() -> !in(state(round)).isEmpty());
    }
    takeOver(replicas, end);
    change(NAMES.subList(4, 8), round);
    var next = replicas.start();
    awaitAll(state(round));
    // What is timed is the take-over, not the start of a JVM.
    next.awaitReady();
  }

  private void takeOver(Replicas replicas, End end) throws Exception {
    var leader = replicas.awaitLeader();
    var start = Instant.now();
    if (end == End.STOPPED) {
      leader.terminate();
    } else {
      leader.kill();
    }
    takeOvers.add(end, Duration.between(start, replicas.awaitSuccessor(leader, start)));
    assertThat(leader.exitCode()).isEqualTo(end == End.STOPPED ? 143 : 137);
  }

  private void changeAll(int round) {
    change(NAMES, round);
  }

  private void change(List<String> names, int round) {
    names.forEach(name -> fixture.change(SERVICE, name, state(round)));
  }

  private static String state(int round) {
    return STATES.get(round % STATES.size());
  }

  private void awaitAll(String state) {
    fixture.awaitStates(state, NAMES.size(), SOON);
  }

  private List<String> in(String state) {
    return NAMES.stream().filter(name -> fixture.state(name).equals(state)).toList();
  }

  /** The states of a resource, one after the other. */
  private static List<String> statesOf(History<VpcEndpointConnection> history, String name) {
    var states = new ArrayList<String>();
    for (var version : history.of(name)) {
      var state = stateOf(version.resource());
      if (state != null && (states.isEmpty() || !states.get(states.size() - 1).equals(state))) {
        states.add(state);
      }
    }
    return states;
  }

  private static @Nullable String stateOf(VpcEndpointConnection resource) {
    return resource.getStatus() == null ? null : resource.getStatus().state();
  }

  /** The API server numbers all writes in one order, those of the Lease among them. */
  private static void assertOnlyLeadersWrote(
      History<VpcEndpointConnection> history, Replicas replicas) {
    var written =
        NAMES.stream()
            .flatMap(name -> history.of(name).stream())
            .map(History.Version::resource)
            .filter(resource -> stateOf(resource) != null)
            .toList();
    assertThat(written).hasSizeGreaterThan(NAMES.size());
    for (var resource : written) {
      var revision = Replicas.revision(resource.getMetadata().getResourceVersion());
      assertThat(writer(resource))
          .as("who wrote revision %d", revision)
          .isEqualTo(replicas.holderAt(revision));
    }
  }

  private static String writer(VpcEndpointConnection resource) {
    return resource.getMetadata().getManagedFields().stream()
        .filter(entry -> "status".equals(entry.getSubresource()))
        .max(Comparator.comparing(entry -> Instant.parse(entry.getTime())))
        .map(ManagedFieldsEntry::getManager)
        .orElse("nobody");
  }
}
