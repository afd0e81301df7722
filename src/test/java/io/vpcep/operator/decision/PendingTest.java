package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.STALLED;
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
import io.vpcep.operator.support.ConnectionBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PendingTest {

  private static final Instant DUE = NOON.plus(Duration.ofMinutes(30));

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());

  @Test
  void theTimeCountsFromTheUpdateThatTheCloudNames() {
    // When
    var decision =
        connectionFixture.live(
            saw(pending().createdAt(NOON.minusSeconds(600)).updatedAt(NOON.minusSeconds(60)), NOON),
            NOON);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo("2026-03-01T11:59:00Z");
  }

  @Test
  void aTimeThatWasLeftInTheStatusOfAnAcceptedConnectionDoesNotCount() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.tamper(
        json -> json.replaceFirst("\\{", "{\"pendingSinceTime\": \"2026-02-28T12:00:00Z\","));

    // When
    boolean urgent = connectionFixture.isUrgent(NOON);
    var decision = connectionFixture.live(saw(pending().updatedAt(NOON), NOON), NOON);

    // Then
    assertThat(urgent).isFalse();
    assertThat(decision.status().pendingSinceTime()).isEqualTo(NOON.toString());
    assertThatDecision(decision).isReady("False", "PendingAcceptance");
  }

  @Test
  void withoutAnUpdateTheTimeCountsFromTheCreation() {
    // When
    var decision =
        connectionFixture.live(saw(pending().createdAt(NOON.minusSeconds(600)), NOON), NOON);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo("2026-03-01T11:50:00Z");
  }

  @Test
  void withoutAnyTimeOfTheCloudItCountsFromWhenItWasFirstSeenAndThatStays() {
    // Given
    connectionFixture.live(saw(pending(), NOON), NOON.plusMillis(700));

    // When
    var later = NOON.plusSeconds(60);
    var decision = connectionFixture.consider(saw(pending(), later), later);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo(NOON.toString());
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aClockThatIsSetBackDoesNotMakeItOverdue() {
    // Given
    var since = NOON.minusSeconds(300);
    var connection = pending().createdAt(NOON.minusSeconds(3 * 3600)).updatedAt(since);
    connectionFixture.live(saw(connection, NOON), NOON);

    // When
    var setBack = NOON.minusSeconds(3600);
    var same = connectionFixture.consider(saw(connection, setBack), setBack);
    var updated = connectionFixture.consider(saw(connection.updatedAt(NOON), setBack), setBack);

    // Then
    assertThat(same.status().pendingSinceTime()).isEqualTo(since.toString());
    assertThat(updated.status().pendingSinceTime()).isEqualTo(setBack.toString());
  }

  @Test
  void theTimeIsShownOnlyWhilePending() {
    // Given
    connectionFixture.live(saw(pending(), NOON), NOON);

    // When
    var decision = connectionFixture.live(saw(aConnection().updatedAt(NOON), NOON), NOON);

    // Then
    assertThat(decision.status().pendingSinceTime()).isNull();
  }

  @Test
  void itIsNotOverdueAMomentTooEarlyAndWakesOnTime() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);

    // When
    var now = DUE.minusMillis(1);
    var decision = connectionFixture.consider(saw(sinceNoon(), now), now);

    // Then
    assertThatDecision(decision)
        .writesNothingOver(connectionFixture.status())
        .requeuesAfter(Duration.ofMillis(1));
  }

  @Test
  void afterARestartOnlyWhatIsOverdueBeforeItsTurnIsLookedAtFirst() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);

    // When
    boolean longBefore = connectionFixture.isUrgent(DUE.minusSeconds(60));
    boolean justBefore = connectionFixture.isUrgent(DUE.minusSeconds(59));
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);
    boolean afterwards = connectionFixture.isUrgent(DUE.plusSeconds(1));

    // Then
    assertThat(longBefore).isFalse();
    assertThat(justBefore).isTrue();
    assertThat(afterwards).isFalse();
  }

  @Test
  void itIsOverdueFromTheFirstMomentOn() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);

    // When
    var decision = connectionFixture.live(saw(sinceNoon(), DUE.minusSeconds(20)), DUE);

    // Then
    var message =
        "Waiting for acceptance longer than pendingAcceptanceTimeout (30m). Ask the owner of VPC"
            + " endpoint service service-1 to accept or reject the connection.";
    assertThatDecision(decision)
        .hasState("pendingAcceptance")
        .isReady("False", "AcceptanceOverdue")
        .isStalled("AcceptanceOverdue")
        .says(READY, message)
        .says(STALLED, message)
        .turned(READY, NOON)
        .turned(STALLED, DUE)
        .tells("AcceptanceOverdue")
        .isNotRequeued();
  }

  @Test
  void whatIsFirstSeenWhenItIsOverdueAlreadyIsRecordedAsBoth() {
    // When
    var decision = connectionFixture.live(saw(sinceNoon(), DUE.plusSeconds(1)), DUE.plusSeconds(1));

    // Then
    assertThatDecision(decision).tells("ConnectionPending", "AcceptanceOverdue");
    assertThat(decision.eventSequence().get(0).note())
        .isEqualTo(
            "Waiting for the owner of VPC endpoint service service-1 to accept the connection.");
  }

  @Test
  void itIsRecordedOnce() {
    // Given
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);

    // When
    var decision = connectionFixture.consider(saw(sinceNoon(), DUE), DUE.plusSeconds(3600));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aTimeoutOfZeroMeansNever() {
    // Given
    var patient = ConnectionFixture.of(aResource().acceptedWithin("0s"));

    // When
    var now = NOON.plus(Duration.ofDays(365));
    var decision = patient.live(saw(sinceNoon(), now), now);

    // Then
    assertThatDecision(decision)
        .isReady("False", "PendingAcceptance")
        .isNotStalled()
        .tells("ConnectionPending")
        .isNotRequeued();
  }

  @Test
  void aTimeoutBeyondAllMeasureMeansNeverTooRatherThanAtOnce() {
    // Given
    var patient = ConnectionFixture.of(aResource().acceptedWithin("99999999999h"));

    // When
    var decision = patient.live(saw(sinceNoon(), NOON), NOON.plusSeconds(1));

    // Then
    assertThatDecision(decision).isReady("False", "PendingAcceptance").isNotStalled();
  }

  @Test
  void aLongerTimeoutEndsBeingOverdue() {
    // Given
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);
    connectionFixture.change(spec -> spec.acceptedWithin("45m"));

    // When
    var decision = connectionFixture.live(saw(sinceNoon(), DUE), DUE.plusSeconds(1));

    // Then
    assertThatDecision(decision)
        .isReady("False", "PendingAcceptance")
        .isNotStalled()
        .tellsNothing()
        .requeuesAfter(Duration.ofMinutes(15).minusSeconds(1));
  }

  @Test
  void itDoesNotBecomeOverdueWhileNobodyCouldLook() {
    // Given
    var slow = ConnectionFixture.of(aResource().acceptedWithin("2h"));
    slow.live(saw(sinceNoon(), NOON), NOON);

    // When
    var now = NOON.plus(Duration.ofHours(3));
    var decision = slow.live(saw(sinceNoon(), NOON).failing(failure(Reason.THROTTLED)), now);

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "ObservationStale")
        .isNotStalled()
        .tellsNothing();
  }

  @Test
  void itStaysOverdueWhileNobodyCanLook() {
    // Given
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);

    // When
    var decision =
        connectionFixture.live(
            saw(sinceNoon(), DUE).failing(failure(Reason.THROTTLED)),
            DUE.plus(Duration.ofHours(1)));

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "ObservationStale")
        .isStalled("AcceptanceOverdue")
        .tellsNothing();
  }

  @Test
  void itBecomesOverdueOnTimeDuringAnOutageThatIsStillShort() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);

    // When
    var seen = DUE.minusSeconds(90);
    var decision =
        connectionFixture.live(saw(sinceNoon(), seen).failing(failure(Reason.THROTTLED)), DUE);

    // Then
    assertThatDecision(decision).isReady("False", "AcceptanceOverdue").tells("AcceptanceOverdue");
  }

  @Test
  void itDoesNotBecomeOverdueWhileSuspendedNorBeforeTheFirstLookAfterwards() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);
    connectionFixture.change(spec -> spec.suspended(true));
    connectionFixture.live(Observation.awaited(at(NOON)), DUE.plusSeconds(60));
    connectionFixture.change(spec -> spec.suspended(false));

    // When
    var resumed = DUE.plusSeconds(120);
    var decision =
        connectionFixture.live(
            Observation.awaited(at(resumed)), resumed.plus(Freshness.GRACE).plusSeconds(1));

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "NotObserved")
        .isNotStalled()
        .tellsNothing()
        .isNotRequeued();
  }

  @Test
  void whatCameDueWhileTheOperatorWasDownWaitsForTheFirstLook() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);

    // When
    var restart = DUE.plusSeconds(60);
    var decision = connectionFixture.consider(Observation.awaited(at(restart)), restart);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status()).isNotRequeued();
  }

  @Test
  void anEditedDescriptionDoesNotSetTheWaitBack() {
    // Given
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);

    // When
    var edited = DUE.plusSeconds(60);
    var decision =
        connectionFixture.live(
            saw(pending().updatedAt(edited).described("edited"), edited), edited);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo(NOON.toString());
    assertThatDecision(decision).isReady("False", "AcceptanceOverdue").tellsNothing();
  }

  @Test
  void whatWaitsAgainAfterItWasAcceptedCountsFromThen() {
    // Given
    connectionFixture.live(saw(sinceNoon(), NOON), NOON);
    connectionFixture.live(
        saw(aConnection().updatedAt(NOON.plusSeconds(60)), NOON), NOON.plusSeconds(60));

    // When
    var again = NOON.plusSeconds(120);
    var decision = connectionFixture.live(saw(pending().updatedAt(again), again), again);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo(again.toString());
  }

  @Test
  void aTimeOfTheCloudInTheFutureIsUnknown() {
    // When
    var future = Instant.parse("2099-01-01T00:00:00Z");
    var decision = connectionFixture.live(saw(pending().updatedAt(future), NOON), NOON);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo(NOON.toString());
    assertThatDecision(decision).requeuesAfter(Duration.ofMinutes(30));
  }

  @Test
  void aCloudWhoseClockIsALittleAheadIsBelieved() {
    // When
    var ahead = NOON.plusSeconds(900);
    var decision = connectionFixture.live(saw(pending().updatedAt(ahead), NOON), NOON);

    // Then
    assertThat(decision.status().pendingSinceTime()).isEqualTo(ahead.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-01T12:00:00+18:30", "yesterday", "2099-01-01T00:00:00Z"})
  void aTimeThatCannotBeIsWrittenRightAgain(String text) {
    // Given
    connectionFixture.live(saw(pending(), NOON), NOON);
    connectionFixture.tamper(status -> status.replace(NOON.toString(), text));

    // When
    boolean pressing = connectionFixture.isUrgent(NOON.plusSeconds(60));
    var restarted = connectionFixture.consider(Observation.awaited(at(NOON)), NOON.plusSeconds(60));
    var decision = connectionFixture.live(saw(pending(), NOON), NOON.plusSeconds(60));

    // Then
    assertThat(pressing).isFalse();
    assertThatDecision(restarted).tellsNothing();
    assertThat(decision.status().pendingSinceTime()).isEqualTo(NOON.plusSeconds(60).toString());
    assertThatDecision(decision).isReady("False", "PendingAcceptance").tellsNothing();
  }

  @Test
  void settingTheClockBackDoesNotEndBeingOverdue() {
    // Given
    connectionFixture.live(saw(sinceNoon(), DUE), DUE);

    // When
    var decision = connectionFixture.consider(saw(sinceNoon(), DUE), DUE.minusSeconds(600));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  private static ConnectionBuilder pending() {
    return aConnection().in(ConnectionState.PENDING_ACCEPTANCE);
  }

  private static ConnectionBuilder sinceNoon() {
    return pending().updatedAt(NOON);
  }
}
