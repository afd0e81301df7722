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
import io.vpcep.operator.connection.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StalenessTest {

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());
  private final Instant staleAt = NOON.plus(connectionFixture.patience());

  @BeforeEach
  void wasReadAtNoon() {
    connectionFixture.live(saw(aConnection(), NOON), NOON);
  }

  @Test
  void anOutageThatIsShortEnoughChangesNothing() {
    // When
    var decision = connectionFixture.consider(down(), staleAt.minusMillis(1));

    // Then
    assertThatDecision(decision)
        .writesNothingOver(connectionFixture.status())
        .requeuesAfter(Duration.ofMillis(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"ACCOUNT_NOT_READY", "THROTTLED", "CLOUD_UNAVAILABLE", "FORBIDDEN"})
  void nothingReadForTooLongIsSaidOnTimeAndErasesNothing(Reason reason) {
    // When
    var decision =
        connectionFixture.live(saw(aConnection(), NOON).failing(failure(reason)), staleAt);

    // Then
    assertThatDecision(decision)
        .hasState("accepted")
        .isReady("Unknown", "ObservationStale")
        .isSynced("False", reason.value())
        .tells(reason.isTransient() ? new String[0] : new String[] {"NotPolled"})
        .isNotRequeued();
  }

  @Test
  void theLastSuccessfulPollIsNamed() {
    // When
    var decision = connectionFixture.live(down(), staleAt);

    // Then
    assertThatDecision(decision).says(READY, "No successful poll since " + NOON + ": see Synced.");
  }

  @Test
  void aProcessThatNeverSawTheConnectionKeepsNamingTheLastSuccessfulPoll() {
    // Given
    connectionFixture.live(down(), staleAt);
    var restart = staleAt.plusSeconds(60);

    // When
    var decision =
        connectionFixture.consider(
            Observation.awaited(at(restart)).failing(failure(Reason.CLOUD_UNAVAILABLE)),
            restart.plus(connectionFixture.patience()));

    // Then
    assertThatDecision(decision)
        .says(READY, "No successful poll since " + NOON + ": see Synced.")
        .writesNothingOver(connectionFixture.status());
  }

  @Test
  void aLongOutageIsWrittenOnceHoweverLongItLasts() {
    // Given
    connectionFixture.live(down(), staleAt);

    // When
    var decision = connectionFixture.consider(down(), staleAt.plusSeconds(86_400));

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void theEndOfAnOutageIsWrittenOnceWithoutAnEvent() {
    // Given
    connectionFixture.live(down(), staleAt);

    // When
    var back = staleAt.plusSeconds(60);
    var decision = connectionFixture.live(saw(aConnection(), back), back);

    // Then
    assertThatDecision(decision)
        .isReady("True", "Accepted")
        .isSynced("True", "Polled")
        .turned(READY, back)
        .turned(SYNCED, back)
        .tellsNothing();
  }

  @Test
  void whatChangedDuringAnOutageIsRecordedWhenItIsOver() {
    // Given
    connectionFixture.live(down(), staleAt);

    // When
    var back = staleAt.plusSeconds(60);
    var decision = connectionFixture.live(saw(aConnection().in("failed"), back), back);

    // Then
    assertThatDecision(decision).isReady("False", "Failed").tells("ConnectionFailed");
  }

  @Test
  void aRestartDoesNotMakeAStaleObservationFresh() {
    // Given
    connectionFixture.live(down(), staleAt);

    // When
    var restart = staleAt.plusSeconds(5);
    var decision = connectionFixture.consider(Observation.awaited(at(restart)), restart);

    // Then
    assertThatDecision(decision).writesNothingOver(connectionFixture.status());
  }

  @Test
  void aStaleResourceThatIsSuspendedKeepsItsReadiness() {
    // Given
    connectionFixture.live(down(), staleAt);
    connectionFixture.change(spec -> spec.suspended(true));

    // When
    var decision = connectionFixture.live(Observation.awaited(at(staleAt)), staleAt.plusSeconds(5));

    // Then
    assertThatDecision(decision)
        .isReady("Unknown", "ObservationStale")
        .isSynced("False", "Suspended");
  }

  @Test
  void aConnectionThatFailedStaysStalledWhileItCannotBeRead() {
    // Given
    connectionFixture.live(saw(aConnection().in("failed"), NOON), NOON);

    // When
    var decision =
        connectionFixture.live(
            saw(aConnection().in("failed"), NOON).failing(failure(Reason.THROTTLED)), staleAt);

    // Then
    assertThatDecision(decision)
        .hasState("failed")
        .isReady("Unknown", "ObservationStale")
        .isStalled("Failed");
  }

  @Test
  void aRarelyPolledResourceIsNotStaleAfterOneFailedPoll() {
    // Given
    var rare = ConnectionFixture.of(aResource().polledEvery("1h"));
    rare.live(saw(aConnection(), NOON), NOON);

    // When
    var decision = rare.consider(down(), NOON.plus(Duration.ofHours(2)).minusSeconds(1));

    // Then
    assertThatDecision(decision).writesNothingOver(rare.status());
  }

  @Test
  void resourcesGoStaleSpreadOverHalfAMinuteAndNeverEarly() {
    // When
    var patience =
        IntStream.range(0, 200)
            .mapToObj(
                i -> ConnectionFixture.of(aResource().identifiedBy("uid-" + i * 7919)).patience())
            .toList();

    // Then
    assertThat(patience)
        .allSatisfy(
            time ->
                assertThat(time)
                    .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(10).plusSeconds(30)));
    assertThat(patience.stream().map(Duration::toSeconds).distinct()).hasSizeGreaterThan(20);
  }

  private static Observation down() {
    return saw(aConnection(), NOON).failing(failure(Reason.CLOUD_UNAVAILABLE));
  }
}
