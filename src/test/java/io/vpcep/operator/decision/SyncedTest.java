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

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SyncedTest {

  private final ConnectionFixture connectionFixture =
      ConnectionFixture.of(aResource().polledEvery("60s"));

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_FOUND", "FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void whatHasToBeMendedShowsAtOnceAndErasesNothing(Reason reason) {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);

    // When
    var now = NOON.plusSeconds(60);
    var decision = connectionFixture.live(saw(aConnection(), NOON).failing(failure(reason)), now);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("True", "Accepted")
        .isSynced("False", reason.value())
        .says(SYNCED, "it is " + reason.value())
        .turned(SYNCED, now)
        .turned(READY, NOON)
        .tells("NotPolled");
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_READY", "THROTTLED", "CLOUD_UNAVAILABLE"})
  void whatPassesByItselfDoesNotShow(Reason reason) {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);

    // When
    var decision =
        connectionFixture.consider(
            saw(aConnection(), NOON).failing(failure(reason)), NOON.plusSeconds(60));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {
        "ACCOUNT_NOT_READY",
        "SOURCE_NOT_FOUND",
        "FORBIDDEN",
        "THROTTLED",
        "CLOUD_UNAVAILABLE",
        "INVALID_RESPONSE"
      })
  void everyFailureShowsAtOnceInAResourceThatWasNeverRead(Reason reason) {
    // When
    var decision =
        connectionFixture.live(Observation.awaited(at(NOON)).failing(failure(reason)), NOON);

    // Then
    assertThatDecision(decision)
        .hasState(null)
        .isReady("Unknown", "NotObserved")
        .isSynced("False", reason.value())
        .isNotStalled();
  }

  @Test
  void aCloudThatFailsNowInThisWayAndNowInThatIsNotFollowedBeforeTheFirstResponse() {
    // Given
    var awaited = Observation.awaited(at(NOON));
    connectionFixture.live(awaited.failing(failure(Reason.THROTTLED)), NOON);

    // When
    var decision =
        connectionFixture.consider(
            awaited.failing(failure(Reason.CLOUD_UNAVAILABLE)), NOON.plusSeconds(5));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aCloudThatFailsNowInThisWayAndNowInThatIsNotFollowedWhileStale() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    var stale = NOON.plus(connectionFixture.patience());
    connectionFixture.live(
        saw(aConnection(), NOON).failing(failure(Reason.CLOUD_UNAVAILABLE)), stale);

    // When
    var decision =
        connectionFixture.consider(
            saw(aConnection(), NOON).failing(failure(Reason.THROTTLED)), stale.plusSeconds(60));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aFailureThatPassesDoesNotHideOneThatHasToBeMended() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.live(saw(aConnection(), NOON).failing(failure(Reason.FORBIDDEN)), NOON);

    // When
    var decision =
        connectionFixture.consider(
            saw(aConnection(), NOON).failing(failure(Reason.THROTTLED)), NOON.plusSeconds(60));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void norDoesItBeforeTheFirstResponseForAChangedSpec() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.change(spec -> spec.polledEvery("30s"));
    var awaited = Observation.awaited(at(NOON));
    connectionFixture.live(awaited.failing(failure(Reason.FORBIDDEN)), NOON);

    // When
    var decision =
        connectionFixture.consider(
            awaited.failing(failure(Reason.THROTTLED)), NOON.plusSeconds(60));

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "NotObserved")
        .writesNothingOver(connectionFixture.status());
  }

  @Test
  void afterAFaultOfOurOwnEveryFailureShowsAtOnce() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.tamper(json -> json.replace("\"Polled\"", "\"InternalError\""));

    // When
    var decision =
        connectionFixture.live(
            saw(aConnection(), NOON).failing(failure(Reason.THROTTLED)), NOON.plusSeconds(60));

    // Then
    assertThatDecision(decision).isReady("True", "Accepted").isSynced("False", "Throttled");
  }

  @Test
  void aResponseEndsEveryFailure() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON).failing(failure(Reason.FORBIDDEN)), NOON);

    // When
    var now = NOON.plusSeconds(60);
    var decision = connectionFixture.live(saw(aConnection(), now), now);

    // Then
    assertThatDecision(decision)
        .isSynced("True", "Polled")
        .says(SYNCED, "Polled every 1m.")
        .turned(SYNCED, now);
  }

  @Test
  void anotherReasonDoesNotMoveTheTransitionTime() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON).failing(failure(Reason.FORBIDDEN)), NOON);

    // When
    var decision =
        connectionFixture.live(
            saw(aConnection(), NOON).failing(failure(Reason.SOURCE_NOT_FOUND)),
            NOON.plusSeconds(60));

    // Then
    assertThatDecision(decision).isSynced("False", "SourceNotFound").turned(SYNCED, NOON);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "default",
      delimiter = '|',
      value = {
        "default | Polled every 1m.",
        "10s     | Polled every 10s.",
        "1h30m   | Polled every 1h30m.",
        "9.5s    | Polled every 10s: spec.pollInterval (9.5s) is below the operator's polling.minInterval.",
      })
  void theIntervalIsSaidAndWhetherItWasRaised(String interval, String message) {
    // Given
    var polled = ConnectionFixture.of(aResource().polledEvery(interval));

    // When
    var decision = polled.live(saw(aConnection(), NOON), NOON);

    // Then
    assertThatDecision(decision).says(SYNCED, message);
  }

  @Test
  void aSuspendedResourceKeepsEverythingAndSaysThatItIsSuspended() {
    // Given
    connectionFixture.live(saw(aConnection().in("failed"), NOON), NOON);
    connectionFixture.change(spec -> spec.suspended(true));

    // When
    var now = NOON.plusSeconds(3600);
    var decision = connectionFixture.live(Observation.awaited(at(now)), now);

    // Then
    assertThatDecision(decision)
        .hasState("failed")
        .isReady("False", "Failed")
        .isStalled("Failed")
        .isSynced("False", "Suspended")
        .turned(READY, NOON)
        .turned(SYNCED, now)
        .tellsNothing()
        .isNotRequeued();
  }

  @Test
  void aSuspendedResourceIgnoresWhatIsStillSeen() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.change(spec -> spec.suspended(true));
    connectionFixture.live(Observation.awaited(at(NOON)), NOON);

    // When
    var decision =
        connectionFixture.consider(saw(aConnection().in("failed"), NOON), NOON.plusSeconds(1));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aResumedResourceNoLongerSaysThatItIsSuspendedWhileTheResponseIsAwaited() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture
        .change(spec -> spec.suspended(true))
        .live(Observation.awaited(at(NOON)), NOON);
    connectionFixture.change(spec -> spec.suspended(false));

    // When
    var decision =
        connectionFixture.live(Observation.awaited(at(NOON)), NOON.plus(Freshness.GRACE));

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isSynced("Unknown", "NotObserved")
        .tellsNothing();
  }

  @Test
  void aResumedResourceSaysAtOnceWhatStandsInTheWay() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture
        .change(spec -> spec.suspended(true))
        .live(Observation.awaited(at(NOON)), NOON);
    connectionFixture.change(spec -> spec.suspended(false));

    // When
    var decision =
        connectionFixture.live(
            Observation.awaited(at(NOON)).failing(failure(Reason.THROTTLED)), NOON);

    // Then
    assertThatDecision(decision).hasState("accepted").isSynced("False", "Throttled");
  }
}
