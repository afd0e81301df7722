package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.Target;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.api.VpcEndpointConnection;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What an outage of the whole cloud costs in writes, and what a new resource says during one. */
@EndToEnd
class OutageIT {

  private static final SourceRef SERVICE = SourceRef.service("outage-service");
  private static final SourceRef LATER = SourceRef.service("later-service");
  private static final List<String> NAMES =
      IntStream.range(0, 5).mapToObj(i -> "endpoint-" + i).toList();

  private final OperatorFixture fixture;

  OutageIT(FixtureBuilder fixtures) throws Exception {
    fixture =
        fixtures
            .configuration("polling: {defaultInterval: 1s, minInterval: 1s, staleAfter: 3s}")
            .start();
    fixture.connect(SERVICE, NAMES);
    fixture.awaitConditions("Ready", "True Accepted");
  }

  @Test
  void aShortOutageWritesNothing() {
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    var start = history.now();
    // When
    fixture.faults().add(Fault.status(503, Target.ALL));
    await().atMost(SOON).until(() -> fixture.calls(SERVICE).answeredWith(503).count() >= 1);
    fixture.faults().clear();
    awaitReads(3);
    // Then
    assertThat(history.count(start)).isZero();
  }

  @Test
  void aLongOutageWritesEachResourceWhenItIsStaleAndWhenItIsBackHoweverTheCloudFails() {
    // Given
    var history = fixture.history(VpcEndpointConnection.class);
    var start = history.now();
    // When
    fixture.faults().add(Fault.status(503, Target.ALL));
    fixture.awaitConditions("Ready", "Unknown ObservationStale");
    fixture.faults().clear();
    fixture.faults().add(Fault.status(429, Target.ALL).times(1));
    await().atMost(SOON).until(() -> fixture.faults().all().isEmpty());
    fixture.awaitConditions("Ready", "True Accepted");
    awaitReads(2);
    // Then
    assertThat(NAMES)
        .allSatisfy(
            name ->
                assertThat(history.of(name, start))
                    .extracting(version -> Statuses.condition(version.resource(), "Synced"))
                    .containsExactly("False CloudUnavailable", "True Polled"));
    assertThat(NAMES)
        .allSatisfy(
            name -> assertThat(fixture.eventReasons(name)).containsExactly("ConnectionAccepted"));
  }

  private void awaitReads(int count) {
    var now = Instant.now();
    await()
        .atMost(SOON)
        .until(() -> fixture.calls(SERVICE).answeredWith(200).since(now).count() >= count);
  }

  @Test
  void aResourceThatWasNeverReadSaysAtOnceWhyAndIsAcceptedWhenItIsOver() {
    // Given
    fixture.faults().add(Fault.status(429, Target.ofSource("throttling")));
    fixture.faults().add(Fault.status(503, Target.ofSource("silent")));
    fixture.account("without-secret", "no-such-secret");
    // When
    fixture.connect(SourceRef.service("throttling"), "throttling");
    fixture.connect(SourceRef.service("silent"), "silent");
    fixture.connect(LATER, "unprepared", "without-secret");
    fixture.connect(LATER, "orphan", "no-such-account");
    // Then
    says("throttling", "False Throttled");
    says("silent", "False CloudUnavailable");
    says("unprepared", "False AccountNotReady");
    says("orphan", "False AccountNotFound");
    // When
    fixture.faults().clear();
    fixture.account("no-such-account", "credentials");
    fixture.account("without-secret", "credentials");
    // Then
    for (var name : List.of("throttling", "silent", "unprepared", "orphan")) {
      fixture.awaitCondition(name, "Ready", "True Accepted");
      assertThat(fixture.condition(name, "Synced")).isEqualTo("True Polled");
      // Somebody has to fix what keeps the orphan from being polled; all else passes by itself.
      var before = name.equals("orphan") ? Stream.of("NotPolled") : Stream.<String>empty();
      assertThat(fixture.eventReasons(name))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(before, Stream.of("ConnectionAccepted")).toList());
    }
  }

  private void says(String name, String synced) {
    fixture.awaitCondition(name, "Synced", synced, ofSeconds(5));
    assertThat(fixture.condition(name, "Ready")).isEqualTo("Unknown NotObserved");
    assertThat(fixture.state(name)).isEmpty();
  }
}
