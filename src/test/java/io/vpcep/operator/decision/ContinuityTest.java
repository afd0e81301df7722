package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.decision.Life.NOON;
import static io.vpcep.operator.decision.Life.failure;
import static io.vpcep.operator.decision.Life.missed;
import static io.vpcep.operator.decision.Life.saw;
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

  private final Life life = Life.of(aResource());

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
    life.live(saw(aConnection().in(state).updatedAt(NOON), NOON), NOON);

    // When
    var decision = life.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(life.status());
  }

  @Test
  void aRestartChangesNothingOfAConnectionThatIsGone() {
    // Given
    life.live(missed(NOON), NOON);

    // When
    var decision = life.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(life.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FORBIDDEN", "THROTTLED"})
  void aRestartChangesNothingOfAResourceThatWasNeverRead(Reason reason) {
    // Given
    life.live(Observation.awaited(at(NOON)).failing(failure(reason)), NOON);

    // When
    var decision = life.consider(Observation.awaited(at(LATER)), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(life.status());
  }

  @Test
  void theFirstLookAfterARestartTellsNothingIfNothingHasChanged() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);

    // When
    var decision = life.consider(saw(aConnection(), LATER), LATER);

    // Then
    assertThatDecision(decision).writesNothingOver(life.status());
  }

  @Test
  void aNewResourceWritesNothingWhileTheFirstAnswerIsUnderWay() {
    // When
    var decision = life.consider(Observation.awaited(at(NOON)), NOON.plusSeconds(1));

    // Then
    assertThatDecision(decision)
        .writesNothingOver(life.status())
        .requeuesAfter(Duration.ofSeconds(1));
  }

  @Test
  void aNewGenerationWritesNothingWhileTheAnswerIsUnderWay() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);
    life.change(spec -> spec.forEndpoint("endpoint-2"));

    // When
    var decision = life.consider(Observation.awaited(at(LATER)), LATER.plusMillis(1999));

    // Then
    assertThatDecision(decision)
        .writesNothingOver(life.status())
        .requeuesAfter(Duration.ofMillis(1));
  }

  @Test
  void aNewGenerationIsAnsweredAtOnceWhereTheAnswerIsKnown() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);
    life.change(spec -> spec.polledEvery("5m"));

    // When
    var decision = life.live(saw(aConnection(), NOON), NOON.plusSeconds(1));

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
    life.live(saw(aConnection().in("failed"), NOON), NOON);
    life.change(edit);

    // When
    var decision = life.live(Observation.awaited(at(LATER)), LATER.plus(ConnectionDecision.GRACE));

    // Then
    assertThatDecision(decision)
        .hasState(null)
        .isReady("Unknown", "NotObserved")
        .isSynced("Unknown", "NotObserved")
        .isNotStalled()
        .tellsNothing();
  }

  @Test
  void theStateOfAnotherTargetIsToldEvenIfItIsTheSameState() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);
    life.change(spec -> spec.forEndpoint("endpoint-2"));

    // When
    var decision = life.live(saw(aConnection().of("endpoint-2"), LATER), LATER);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .turned(READY, NOON)
        .tells("ConnectionAccepted");
  }

  @Test
  void theSameConnectionByItsOtherNameKeepsWhatIsKnownOfItUntilSomebodyHasLooked() {
    // Given
    life.live(saw(aConnection().marked(7L), NOON), NOON);
    life.change(spec -> spec.forMarker(7));

    // When
    var decision = life.live(Observation.awaited(at(LATER)), LATER.plus(ConnectionDecision.GRACE));

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
