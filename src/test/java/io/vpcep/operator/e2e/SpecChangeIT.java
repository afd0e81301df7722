package io.vpcep.operator.e2e;

import static java.time.Duration.ofSeconds;
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
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user changes in a resource while it is watched. */
@ExtendWith(SharedControlPlane.class)
class SpecChangeIT {

  private static final Duration SOON = ofSeconds(15);
  private static final Duration AT_ONCE = ofSeconds(3);

  private final OperatorFixture stage;

  SpecChangeIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(
            plane,
            "spec-change",
            "polling: {defaultInterval: 1h, minInterval: 2s, staleAfter: 4s}");
  }

  @BeforeEach
  void start() throws Exception {
    put("first", "one", "accepted");
    put("first", "two", "rejected");
    put("second", "one", "failed");
    stage.startOperator();
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void aNewRequestIsASweepAtOnceHoweverLongTheInterval() {
    // Given
    stage.applyConnection("shop", spec("first", "one", ""));
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    stage.cloud().world().remove(SourceRef.service("first"), "one");
    // When
    stage.request("shop", "now");
    // Then
    await().atMost(AT_ONCE).until(() -> stage.state("shop"), "notFound"::equals);
    // When
    put("first", "one", "deleting");
    stage.request("shop", "and again");
    // Then
    await().atMost(AT_ONCE).until(() -> stage.state("shop"), "deleting"::equals);
  }

  @Test
  void aSuspendedResourceKeepsItsStatusAndMakesNoCall() {
    // Given
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 2s"));
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    // When
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 2s, suspend: true"));
    await()
        .atMost(AT_ONCE)
        .until(() -> stage.condition("shop", "Synced"), "False Suspended"::equals);
    put("first", "one", "rejected");
    stage.request("shop", "in vain");
    int calls = stage.calls("first").count();
    // Then
    await().during(ofSeconds(5)).atMost(SOON).until(() -> stage.calls("first").count() == calls);
    assertThat(stage.state("shop")).isEqualTo("accepted");
    assertThat(stage.condition("shop", "Ready")).isEqualTo("True Accepted");
    // When
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 2s, suspend: false"));
    // Then
    await().atMost(AT_ONCE).until(() -> stage.state("shop"), "rejected"::equals);
    assertThat(stage.condition("shop", "Synced")).isEqualTo("True Polled");
    assertThat(stage.eventReasons("shop"))
        .containsExactlyInAnyOrder("ConnectionAccepted", "ConnectionRejected");
  }

  @Test
  void aStaleResourceThatIsSuspendedStaysStale() {
    // Given
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 2s"));
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    stage.cloud().faults().add(Fault.status(503, Target.ALL));
    await()
        .atMost(SOON)
        .until(() -> stage.condition("shop", "Ready"), "Unknown ObservationStale"::equals);
    // When
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 2s, suspend: true"));
    // Then
    await()
        .atMost(AT_ONCE)
        .until(() -> stage.condition("shop", "Synced"), "False Suspended"::equals);
    assertThat(stage.condition("shop", "Ready")).isEqualTo("Unknown ObservationStale");
    assertThat(stage.state("shop")).isEqualTo("accepted");
  }

  @Test
  void theStateOfAnotherConnectionNeverStandsUnderTheNewGeneration() {
    try (var history = History.of(stage, VpcEndpointConnection.class)) {
      // Given
      stage.applyConnection("shop", spec("first", "one", ""));
      await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
      // When
      stage.applyConnection("shop", spec("first", "two", ""));
      await().atMost(AT_ONCE).until(() -> stage.state("shop"), "rejected"::equals);
      stage.applyConnection("shop", spec("second", "one", ""));
      await().atMost(AT_ONCE).until(() -> stage.state("shop"), "failed"::equals);
      stage.cloud().faults().add(Fault.status(503, Target.ofSource("first")));
      stage.applyConnection("shop", spec("first", "one", ""));
      await()
          .atMost(SOON)
          .until(() -> stage.condition("shop", "Synced"), "False CloudUnavailable"::equals);
      assertThat(stage.condition("shop", "Ready")).isEqualTo("Unknown NotObserved");
      stage.cloud().faults().clear();
      await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
      // Then
      assertThat(history.of("shop"))
          .filteredOn(version -> version.resource().getStatus() != null)
          .extracting(version -> stateAndGeneration(version.resource()))
          .doesNotContain("accepted 2", "rejected 3", "failed 4", "notFound 2", "notFound 3")
          .contains("accepted 1", "rejected 2", "failed 3", "null 4", "accepted 4");
    }
  }

  @Test
  void anIntervalBelowTheMinimumIsRaisedAndTheMessageSaysSo() {
    // When
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 1s"));
    await().atMost(SOON).until(() -> stage.state("shop"), "accepted"::equals);
    // Then
    assertThat(stage.message("shop", "Synced"))
        .isEqualTo(
            "Polled every 2s: spec.pollInterval (1s) is below the operator's"
                + " polling.minInterval.");
    var since = Instant.now();
    await().atMost(SOON).until(() -> stage.calls("first").between(since, Instant.MAX).count() >= 3);
    assertThat(stage.calls("first").between(since, Instant.MAX).gaps())
        .allMatch(gap -> gap.compareTo(Duration.ofMillis(1900)) > 0);
    // When
    stage.applyConnection("shop", spec("first", "one", "pollInterval: 3s"));
    // Then
    await()
        .atMost(AT_ONCE)
        .until(() -> stage.message("shop", "Synced"), "Polled every 3s."::equals);
  }

  private void put(String service, String endpoint, String state) {
    stage
        .cloud()
        .world()
        .put(SourceRef.service(service), endpoint, details -> details.withStatus(state));
  }

  private static String spec(String service, String endpoint, String more) {
    return "{accountRef: {name: %s}, vpcEndpointService: {id: %s}, endpointID: %s, %s}"
        .formatted(OperatorFixture.ACCOUNT, service, endpoint, more);
  }

  private static String stateAndGeneration(VpcEndpointConnection resource) {
    var status = Objects.requireNonNull(resource.getStatus());
    return status.state() + " " + status.observedGeneration();
  }
}
