package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an outage of the whole cloud costs in writes, and what a new resource says during one. */
@ExtendWith(SharedControlPlane.class)
class OutageIT {

  private static final String SERVICE = "outage-service";
  private static final String LATER = "later-service";
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<String> NAMES =
      IntStream.range(0, 5).mapToObj(i -> "endpoint-" + i).toList();

  private final OperatorFixture stage;

  OutageIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(
            plane, "outage", "polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 3s}");
  }

  @BeforeEach
  void start() throws Exception {
    stage.startOperator();
    for (var name : NAMES) {
      stage.cloud().world().put(SourceRef.service(SERVICE), name, details -> details);
      stage.watchService(name, SERVICE, name, null);
    }
    await().atMost(SOON).until(() -> all("Ready", "True Accepted"));
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void aShortOutageWritesNothing() {
    try (var history = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      await().atMost(SOON).until(() -> NAMES.stream().noneMatch(n -> history.of(n).isEmpty()));
      var start = Instant.now();
      // When
      stage.cloud().faults().add(Fault.status(503, Target.ALL));
      await().atMost(SOON).until(() -> stage.calls(SERVICE).answeredWith(503).count() >= 1);
      stage.cloud().faults().clear();
      var over = Instant.now();
      await().atMost(SOON).until(() -> readSince(over) >= 3);
      // Then
      assertThat(history.count(start)).isZero();
    }
  }

  @Test
  void aLongOutageWritesEachResourceWhenItIsStaleAndWhenItIsBackHoweverTheCloudFails() {
    try (var history = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      await().atMost(SOON).until(() -> NAMES.stream().noneMatch(n -> history.of(n).isEmpty()));
      var start = Instant.now();
      // When
      stage.cloud().faults().add(Fault.status(503, Target.ALL));
      await().atMost(SOON).until(() -> all("Ready", "Unknown ObservationStale"));
      stage.cloud().faults().clear();
      stage.cloud().faults().add(Fault.status(429, Target.ALL).times(1));
      await().atMost(SOON).until(() -> stage.cloud().faults().all().isEmpty());
      await().atMost(SOON).until(() -> all("Ready", "True Accepted"));
      var over = Instant.now();
      await().atMost(SOON).until(() -> readSince(over) >= 2);
      // Then
      assertThat(NAMES)
          .allSatisfy(
              name ->
                  assertThat(history.of(name, start))
                      .extracting(
                          version -> OperatorFixture.condition(version.resource(), "Synced"))
                      .containsExactly("False CloudUnavailable", "True Polled"));
      assertThat(NAMES)
          .allSatisfy(
              name -> assertThat(stage.eventReasons(name)).containsExactly("ConnectionAccepted"));
    }
  }

  @Test
  void aResourceThatWasNeverReadSaysAtOnceWhyAndIsAcceptedWhenItIsOver() {
    // Given
    for (var source : List.of("throttling", "silent", LATER)) {
      stage.cloud().world().put(SourceRef.service(source), source, details -> details);
    }
    stage.cloud().faults().add(Fault.status(429, Target.ofSource("throttling")));
    stage.cloud().faults().add(Fault.status(503, Target.ofSource("silent")));
    stage.account("without-secret", "no-such-secret");
    // When
    stage.watchService("throttling", "throttling", "throttling", null);
    stage.watchService("silent", "silent", "silent", null);
    stage.applyConnection("unprepared", on("without-secret"));
    stage.applyConnection("orphan", on("no-such-account"));
    // Then
    says("throttling", "False Throttled");
    says("silent", "False CloudUnavailable");
    says("unprepared", "False AccountNotReady");
    says("orphan", "False AccountNotFound");
    // When
    stage.cloud().faults().clear();
    stage.account("no-such-account", "credentials");
    stage.applyAccount(
        "without-secret",
        "{cloud: emulator, region: eu-de, projectID: p, credentialsSecretRef: {name: credentials}}");
    // Then
    for (var name : List.of("throttling", "silent", "unprepared", "orphan")) {
      await().atMost(SOON).until(() -> stage.condition(name, "Ready"), "True Accepted"::equals);
      assertThat(stage.condition(name, "Synced")).isEqualTo("True Polled");
      assertThat(stage.eventReasons(name)).containsExactly("ConnectionAccepted");
    }
  }

  private void says(String name, String synced) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> stage.condition(name, "Synced"), synced::equals);
    assertThat(stage.condition(name, "Ready")).isEqualTo("Unknown NotObserved");
    assertThat(stage.state(name)).isEmpty();
  }

  private static String on(String account) {
    return "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s}"
        .formatted(account, LATER, LATER);
  }

  private int readSince(Instant time) {
    return stage.calls(SERVICE).answeredWith(200).between(time, Instant.MAX).count();
  }

  private boolean all(String type, String value) {
    return NAMES.stream().allMatch(name -> stage.condition(name, type).equals(value));
  }
}
