package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.SYNCED;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
import static io.vpcep.operator.decision.Life.NOON;
import static io.vpcep.operator.decision.Life.failure;
import static io.vpcep.operator.decision.Life.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A condition that carries a generation was computed from a look that this generation asked for.
 */
class GenerationTest {

  private static final Instant CHANGED = NOON.plusSeconds(300);
  private static final Instant AFTER_GRACE = CHANGED.plus(ConnectionDecision.GRACE);

  private final Life life = Life.of(aResource());

  @BeforeEach
  void wasReadAtNoon() {
    life.live(saw(aConnection(), NOON), NOON);
  }

  @Test
  void afterAChangeOfTheAccountNothingIsReadyUntilSomebodyHasLooked() {
    // Given
    life.change(spec -> {});

    // When
    var decision = life.live(awaited(), AFTER_GRACE);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("Unknown", "NotObserved")
        .isSynced("Unknown", "NotObserved")
        .carriesGeneration(READY, 2)
        .carriesGeneration(SYNCED, 2)
        .tellsNothing();
    assertThat(decision.status().endpointID()).isEqualTo("endpoint-1");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_READY", "THROTTLED", "CLOUD_UNAVAILABLE", "ACCOUNT_NOT_FOUND"})
  void whatStandsInTheWayOfTheNewAccountShowsAtOnce(Reason reason) {
    // Given
    life.change(spec -> {});

    // When
    var decision = life.live(awaited().failing(failure(reason)), CHANGED);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("Unknown", "NotObserved")
        .isSynced("False", reason.word())
        .carriesGeneration(READY, 2)
        .tellsNothing();
  }

  @Test
  void aFailureThatWasShownBeforeTheChangeIsShownForTheNewGeneration() {
    // Given
    var down = saw(aConnection(), NOON).failing(failure(Reason.THROTTLED));
    life.live(down, NOON.plus(life.patience()));
    life.change(spec -> {});

    // When
    var decision = life.live(awaited().failing(failure(Reason.CLOUD_UNAVAILABLE)), CHANGED);

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "NotObserved")
        .isSynced("False", "Throttled")
        .carriesGeneration(SYNCED, 2);
  }

  @Test
  void aRestartWhileTheFirstAnswerIsAwaitedDoesNotMakeItReady() {
    // Given
    life.change(spec -> {}).live(awaited(), AFTER_GRACE);

    // When
    var restart = CHANGED.plusSeconds(60);
    var decision = life.consider(Observation.awaited(at(restart)), restart.plusSeconds(60));

    // Then
    assertThatDecision(decision).writesNothingOver(life.status());
  }

  @Test
  void theAnswerIsForTheNewGenerationAndTellsNothingIfNothingHasChanged() {
    // Given
    life.change(spec -> {}).live(awaited(), AFTER_GRACE);

    // When
    var now = CHANGED.plusSeconds(5);
    var decision = life.live(saw(aConnection(), now), now);

    // Then
    assertThatDecision(decision)
        .isReady("True", "Accepted")
        .isSynced("True", "Polled")
        .carriesGeneration(READY, 2)
        .tellsNothing();
  }

  @Test
  void anotherIntervalAloneIsDecidedFromWhatIsKnown() {
    // Given
    life.change(spec -> spec.polledEvery("5m"));

    // When
    var decision = life.live(saw(aConnection(), NOON), CHANGED);

    // Then
    assertThatDecision(decision).isReady("True", "Accepted").carriesGeneration(READY, 2);
  }

  @Test
  void aSuspendedResourceKeepsTheGenerationOfItsLastLook() {
    // Given
    life.change(spec -> spec.suspended(true));

    // When
    var decision = life.live(awaited(), CHANGED);

    // Then
    assertThatDecision(decision)
        .isReady("True", "Accepted")
        .carriesGeneration(READY, 1)
        .isSynced("False", "Suspended")
        .carriesGeneration(SYNCED, 2);
  }

  @Test
  void whatIsOverdueIsNotToldAgainAfterAChange() {
    // Given
    var pending = aConnection().in(ConnectionState.PENDING_ACCEPTANCE).updatedAt(NOON);
    var overdue = NOON.plusSeconds(3600);
    life.live(saw(pending, overdue), overdue);
    life.change(spec -> {}).live(Observation.awaited(at(overdue)), overdue.plusSeconds(2));

    // When
    var now = overdue.plusSeconds(5);
    var decision = life.live(saw(pending, now), now);

    // Then
    assertThatDecision(decision).isReady("False", "AcceptanceOverdue").tellsNothing();
  }

  private static Observation awaited() {
    return Observation.awaited(at(CHANGED));
  }
}
