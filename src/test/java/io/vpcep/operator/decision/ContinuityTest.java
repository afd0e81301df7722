package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.ConnectionFixture.missed;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.support.ResourceBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a restart, a new generation and another target do to a status. */
class ContinuityTest {

  private static final Instant LATER = NOON.plusSeconds(300);

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accepted",
        "pendingAcceptance",
        "creating",
        "rejected",
        "failed",
        "deleting",
        "freezing"
      })
  void aRestartChangesNothing(String state) {
    // Given
    connectionFixture.live(saw(aConnection().in(state).updatedAt(NOON), NOON), NOON);

    // When
    var decision = connectionFixture.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aRestartChangesNothingOfAConnectionThatIsGone() {
    // Given
    connectionFixture.live(missed(NOON), NOON);

    // When
    var decision = connectionFixture.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORBIDDEN", "THROTTLED"})
  void aRestartChangesNothingOfAResourceThatWasNeverRead(Reason reason) {
    // Given
    connectionFixture.live(Observation.awaited(at(NOON)).failing(failure(reason)), NOON);

    // When
    var decision = connectionFixture.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void theFirstLookAfterARestartTellsNothingIfNothingHasChanged() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);

    // When
    var decision = connectionFixture.consider(saw(aConnection(), LATER), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aNewResourceWritesNothingWhileTheFirstResponseIsUnderWay() {
    // When
    var decision = connectionFixture.consider(Observation.awaited(at(NOON)), NOON.plusSeconds(1));

    // Then
    assertThatDecision(decision)
        .writesNothingOver(connectionFixture.status())
        .requeuesAfter(Duration.ofSeconds(1));
  }

  @Test
  void aNewGenerationWritesNothingWhileTheResponseIsUnderWay() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.change(spec -> spec.forEndpoint("endpoint-2"));

    // When
    var decision =
        connectionFixture.consider(Observation.awaited(at(LATER)), LATER.plusMillis(1999));

    // Then
    assertThatDecision(decision)
        .writesNothingOver(connectionFixture.status())
        .requeuesAfter(Duration.ofMillis(1));
  }

  @Test
  void aNewGenerationIsDecidedAtOnceWhereTheResponseIsKnown() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.change(spec -> spec.polledEvery("5m"));

    // When
    var decision = connectionFixture.live(saw(aConnection(), NOON), NOON.plusSeconds(1));

    // Then
    assertThatDecision(decision).says("Synced", "Polled every 5m.").turned(READY, NOON);
  }

  static Stream<Arguments> otherTargets() {
    return Stream.of(
        target("another endpoint", spec -> spec.forEndpoint("endpoint-2")),
        target("another marker", spec -> spec.forMarker(2)),
        target("another service", spec -> spec.watchingService("service-2")),
        target("a cluster", spec -> spec.watchingCluster("cluster-1")));
  }

  @ParameterizedTest
  @MethodSource("otherTargets")
  void anotherTargetStartsAnew(Consumer<ResourceBuilder> edit) {
    // Given
    connectionFixture.live(saw(aConnection().in("failed"), NOON), NOON);
    connectionFixture.change(edit);

    // When
    var decision =
        connectionFixture.live(Observation.awaited(at(LATER)), LATER.plus(Freshness.GRACE));

    // Then
    assertThatDecision(decision)
        .hasState(null)
        .isReady("Unknown", "NotObserved")
        .isSynced("Unknown", "NotObserved")
        .isNotStalled()
        .tellsNothing();
  }

  @Test
  void theStateOfAnotherTargetIsRecordedEvenIfItIsTheSameState() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.change(spec -> spec.forEndpoint("endpoint-2"));

    // When
    var decision = connectionFixture.live(saw(aConnection().of("endpoint-2"), LATER), LATER);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .turned(READY, NOON)
        .tells("ConnectionAccepted");
  }

  @Test
  void theSameConnectionByItsOtherNameKeepsWhatIsKnownOfItUntilSomebodyHasLooked() {
    // Given
    connectionFixture.live(saw(aConnection().marked(7L), NOON), NOON);
    connectionFixture.change(spec -> spec.forMarker(7));

    // When
    var decision =
        connectionFixture.live(Observation.awaited(at(LATER)), LATER.plus(Freshness.GRACE));

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("Unknown", "NotObserved")
        .isSynced("Unknown", "NotObserved")
        .tellsNothing();
  }

  private static Arguments target(String name, Consumer<ResourceBuilder> edit) {
    return Arguments.of(Named.of(name, edit));
  }
}
