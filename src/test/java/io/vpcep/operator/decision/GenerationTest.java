package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.SYNCED;
import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.decision.DecisionAssert.assertThatDecision;
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
  private static final Instant AFTER_GRACE = CHANGED.plus(Freshness.GRACE);

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());

  @BeforeEach
  void wasReadAtNoon() {
    connectionFixture.live(saw(aConnection(), NOON), NOON);
  }

  @Test
  void afterAChangeOfTheAccountNothingIsReadyUntilSomebodyHasLooked() {
    // Given
    connectionFixture.change(spec -> {});

    // When
    var decision = connectionFixture.live(awaited(), AFTER_GRACE);

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
    connectionFixture.change(spec -> {});

    // When
    var decision = connectionFixture.live(awaited().failing(failure(reason)), CHANGED);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("Unknown", "NotObserved")
        .isSynced("False", reason.value())
        .carriesGeneration(READY, 2)
        .tells(reason.isTransient() ? new String[0] : new String[] {"NotPolled"});
  }

  @Test
  void aFailureThatWasShownBeforeTheChangeIsShownForTheNewGeneration() {
    // Given
    var down = saw(aConnection(), NOON).failing(failure(Reason.THROTTLED));
    connectionFixture.live(down, NOON.plus(connectionFixture.patience()));
    connectionFixture.change(spec -> {});

    // When
    var decision =
        connectionFixture.live(awaited().failing(failure(Reason.CLOUD_UNAVAILABLE)), CHANGED);

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "NotObserved")
        .isSynced("False", "Throttled")
        .carriesGeneration(SYNCED, 2);
  }

  @Test
  void aRestartWhileTheFirstResponseIsAwaitedDoesNotMakeItReady() {
    // Given
    connectionFixture.change(spec -> {}).live(awaited(), AFTER_GRACE);

    // When
    var restart = CHANGED.plusSeconds(60);
    var decision =
        connectionFixture.consider(Observation.awaited(at(restart)), restart.plusSeconds(60));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void theResponseIsForTheNewGenerationAndRecordsNothingIfNothingHasChanged() {
    // Given
    connectionFixture.change(spec -> {}).live(awaited(), AFTER_GRACE);

    // When
    var now = CHANGED.plusSeconds(5);
    var decision = connectionFixture.live(saw(aConnection(), now), now);

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
    connectionFixture.change(spec -> spec.polledEvery("5m"));

    // When
    var decision = connectionFixture.live(saw(aConnection(), NOON), CHANGED);

    // Then
    assertThatDecision(decision).isReady("True", "Accepted").carriesGeneration(READY, 2);
  }

  @Test
  void syncedKeepsTheGenerationOfTheLastPollThatIsShown() {
    // Given
    var failing = saw(aConnection(), NOON).failing(failure(Reason.CLOUD_UNAVAILABLE));
    connectionFixture.change(spec -> spec.polledEvery("5m"));

    // When
    var hidden = connectionFixture.live(failing, CHANGED);
    var restarted = connectionFixture.consider(awaited(), AFTER_GRACE);
    var shown = connectionFixture.live(failing, NOON.plus(connectionFixture.patience()));

    // Then
    assertThatDecision(hidden)
        .isReady("True", "Accepted")
        .carriesGeneration(READY, 2)
        .isSynced("True", "Polled")
        .carriesGeneration(SYNCED, 1);
    assertThatDecision(restarted).writesNothingOver(hidden.status());
    assertThatDecision(shown).isSynced("False", "CloudUnavailable").carriesGeneration(SYNCED, 2);
  }

  @Test
  void aSuspendedResourceKeepsTheGenerationOfItsLastLook() {
    // Given
    connectionFixture.change(spec -> spec.suspended(true));

    // When
    var decision = connectionFixture.live(awaited(), CHANGED);

    // Then
    assertThatDecision(decision)
        .isReady("True", "Accepted")
        .carriesGeneration(READY, 1)
        .isSynced("False", "Suspended")
        .carriesGeneration(SYNCED, 2);
  }

  @Test
  void whatIsOverdueIsNotRecordedAgainAfterAChange() {
    // Given
    var pending = aConnection().in(ConnectionState.PENDING_ACCEPTANCE).updatedAt(NOON);
    var overdue = NOON.plusSeconds(3600);
    connectionFixture.live(saw(pending, overdue), overdue);
    connectionFixture
        .change(spec -> {})
        .live(Observation.awaited(at(overdue)), overdue.plusSeconds(2));

    // When
    var now = overdue.plusSeconds(5);
    var decision = connectionFixture.live(saw(pending, now), now);

    // Then
    assertThatDecision(decision).isReady("False", "AcceptanceOverdue").tellsNothing();
  }

  private static Observation awaited() {
    return Observation.awaited(at(CHANGED));
  }
}
