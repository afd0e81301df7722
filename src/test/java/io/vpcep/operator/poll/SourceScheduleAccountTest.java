package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.Schedules.aSchedule;
import static io.vpcep.operator.poll.Schedules.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.SourceSchedule.Begun;
import io.vpcep.operator.schedule.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the state of its account moves the next sweep of a source. */
class SourceScheduleAccountTest {

  private static final CloudFailure NOT_READY = failure(Reason.ACCOUNT_NOT_READY);

  private final SourceSchedule schedule = aSchedule();

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void asAnotherAccountTheSameIsReadThatWasBeingReadOrWasAskedForMeanwhile(
      boolean wasRunning, boolean isAsked) {
    // Given
    if (wasRunning) {
      schedule.requestWhole(at(100));
    }
    schedule.begin(at(100));
    if (isAsked) {
      schedule.requestWhole(at(101));
    }

    // When
    schedule.accountIsAnother(at(102));
    schedule.ended(null, true, MINUTE, at(103));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(103).plus(Duration.ofMillis(200)));
    assertThat(schedule.begin(at(104)))
        .isEqualTo(
            new Begun(
                wasRunning || isAsked ? Priority.URGENT : Priority.NORMAL, wasRunning || isAsked));
  }

  @Test
  void anotherAccountIsNotHeldBackByWhatTheOldOneMet() {
    // Given
    schedule.begin(at(100));
    schedule.ended(
        new CloudFailure(Reason.THROTTLED, "slow down", Duration.ofSeconds(50)),
        true,
        MINUTE,
        at(101));

    // When
    schedule.accountIsAnother(at(110));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(110).plus(Duration.ofMillis(200)));
  }

  @Test
  void anAccountThatIsLostIsReportedAtOnceHoweverLongTheCloudWouldBeLeftAlone() {
    // Given
    for (int i = 0; i < 6; i++) {
      schedule.begin(at(100L * i));
      schedule.ended(failure(Reason.CLOUD_UNAVAILABLE), true, MINUTE, at(100L * i));
    }

    // When
    schedule.accountIsLost(at(510));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(510).plus(Duration.ofMillis(200)));
  }

  @Test
  void anAccountThatBecomesReadyDuringASweepThatLackedItIsTriedAgain() {
    // Given
    schedule.begin(at(100));

    // When
    schedule.accountIsReady(at(101));
    schedule.ended(NOT_READY, false, MINUTE, at(102));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(102).plus(Duration.ofMillis(200)));
  }

  @Test
  void anAccountThatBecomesReadyDuringASweepThatDidNotLackItIsNotTriedAgain() {
    // Given
    schedule.begin(at(100));

    // When
    schedule.accountIsReady(at(101));
    schedule.ended(null, true, MINUTE, at(102));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(160));
  }

  @Test
  void thatAnAccountWasReadyDuringOneSweepDoesNotHastenTheSweepAfterTheNext() {
    // Given
    schedule.begin(at(100));
    schedule.accountIsReady(at(101));
    schedule.ended(null, true, MINUTE, at(102));

    // When
    schedule.begin(at(160));
    schedule.ended(NOT_READY, false, MINUTE, at(161));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(220));
  }

  @ParameterizedTest
  @CsvSource({"100, true", "109, true", "110, false", "111, false"})
  void aSweepWaitsTenSecondsForAnUnknownAccount(long now, boolean waits) {
    // Given
    schedule.request(at(99));
    schedule.waitsForAccount(at(100));

    // When
    boolean isHeld = schedule.waitsForAccount(at(now));

    // Then
    assertThat(isHeld).isEqualTo(waits);
    assertThat(schedule.dueAt(MINUTE))
        .isEqualTo(waits ? at(110) : at(99).plus(Duration.ofMillis(200)));
  }

  @Test
  void aSweepWhoseAccountHasBecomeKnownIsDueAtOnce() {
    // Given
    schedule.request(at(99));
    schedule.waitsForAccount(at(100));

    // When
    schedule.stopWaiting();

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(99).plus(Duration.ofMillis(200)));
  }
}
