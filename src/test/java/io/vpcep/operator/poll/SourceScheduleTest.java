package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one source is due, and for whom. It is read at most every ten seconds, after a burst. */
class SourceScheduleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final CloudFailure NOT_READY = failure(Reason.ACCOUNT_NOT_READY);

  private final SourceSchedule schedule = schedule();

  @ParameterizedTest
  @CsvSource({"0.0, 100", "0.5, 130", "1.0, 160"})
  void theFirstSweepAfterAStartWaitsItsShareOfTheInterval(double share, long due) {
    // When
    schedule.settle(share, MINUTE, at(100));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(due));
  }

  @Test
  void aFirstSweepThatIsInTimeIsNeitherPutOffNorBroughtForward() {
    // Given
    schedule.settle(0.5, MINUTE, at(100));

    // When
    schedule.settle(1, MINUTE, at(100));
    schedule.settle(0, MINUTE, at(100));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(130));
  }

  @Test
  void aFirstSweepThatIsPlannedTooLateForAShorterIntervalIsBroughtForward() {
    // Given
    schedule.settle(0.5, HOUR, at(100));

    // When
    schedule.settle(0.5, MINUTE, at(100));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(130));
  }

  @ParameterizedTest
  @CsvSource({"101, 160", "160, 160", "200, 200"})
  void theNextSweepBeginsAnIntervalAfterTheLastBeganOrWhenThatHasEnded(long ended, long due) {
    // When
    read(schedule, 100, ended);

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(due));
  }

  @Test
  void aShorterIntervalCountsFromTheLastSweepAndALongerOneChangesNothingThatIsPlanned() {
    // Given
    read(schedule, 100, 101);

    // When
    schedule.settle(1, Duration.ofSeconds(30), at(110));
    schedule.settle(1, HOUR, at(110));

    // Then
    assertThat(schedule.dueAt(Duration.ofSeconds(30))).isEqualTo(at(130));
  }

  @Test
  void nothingIsDueWhileASweepIsUnderWay() {
    // Given
    schedule.request(at(100));

    // When
    schedule.queue();

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(MonotonicTime.MAX);
    schedule.begin(at(101));
    schedule.settle(0, MINUTE, at(102));
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(MonotonicTime.MAX);
  }

  @Test
  void aSweepThatIsNotNeededAfterAllLeavesTheScheduleAsItWas() {
    // Given
    schedule.settle(0.5, MINUTE, at(100));
    schedule.queue();

    // When
    schedule.cancel();

    // Then
    assertThat(schedule.isUnderWay()).isFalse();
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(130));
  }

  @Test
  void aRequestThatComesRightAfterASweepWaitsUntilASecondIsOver() {
    // Given
    read(schedule, 100, 100);

    // When
    schedule.request(at(100));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(101));
  }

  @Test
  void whoAsksDuringASweepIsServedByTheNextAndGoesFirst() {
    // Given
    schedule.settle(0, MINUTE, at(100));
    schedule.begin(at(100));

    // When
    schedule.requestWhole(at(105));
    schedule.ended(null, true, MINUTE, at(110));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(110).plus(Duration.ofMillis(200)));
    assertThat(schedule.begin(at(111))).isEqualTo(new SourceSchedule.Begun(Priority.URGENT, true));
  }

  @Test
  void whatWasAskedForIsServedOnce() {
    // Given
    schedule.requestWhole(at(100));

    // When
    var first = read(schedule, 101, 102);
    var second = read(schedule, 161, 162);

    // Then
    assertThat(first).isEqualTo(new SourceSchedule.Begun(Priority.URGENT, true));
    assertThat(second).isEqualTo(new SourceSchedule.Begun(Priority.NORMAL, false));
  }

  @ParameterizedTest
  @CsvSource({
    "CLOUD_UNAVAILABLE, true,  NORMAL, true",
    "FORBIDDEN,         true,  NORMAL, true",
    "ACCOUNT_NOT_READY, false, URGENT, true",
    ",                  true,  NORMAL, false",
  })
  void aLookThatIsAskedForIsRepeatedUntilItSucceedsAndGoesFirstUntilTheCloudWasAsked(
      Reason reason, boolean wasAsked, Priority priority, boolean whole) {
    // Given
    schedule.requestWhole(at(100));
    schedule.begin(at(101));

    // When
    schedule.ended(reason == null ? null : failure(reason), wasAsked, MINUTE, at(102));

    // Then
    assertThat(schedule.begin(at(200))).isEqualTo(new SourceSchedule.Begun(priority, whole));
  }

  @Test
  void whatNobodyAskedForIsNoMoreUrgentBecauseItsAccountWasNotReady() {
    // Given
    schedule.settle(0, MINUTE, at(100));
    schedule.begin(at(100));

    // When
    schedule.ended(NOT_READY, false, MINUTE, at(101));

    // Then
    assertThat(schedule.begin(at(160))).isEqualTo(new SourceSchedule.Begun(Priority.NORMAL, false));
  }

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
            new SourceSchedule.Begun(
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

  @Test
  void afterABurstOfFiveTheSourceIsReadEveryTenSecondsHoweverOftenItIsAskedFor() {
    // Given
    for (int i = 0; i < 6; i++) {
      schedule.request(at(100 + i));
      read(schedule, 100 + i, 100 + i);
    }

    // When
    schedule.request(at(106));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(111));
  }

  @Test
  void aSweepThatMadeNoCallDoesNotCount() {
    // Given
    for (int i = 0; i < 6; i++) {
      schedule.begin(at(100 + i));
      schedule.ended(i < 5 ? null : NOT_READY, i < 5, MINUTE, at(100 + i));
    }

    // When
    schedule.request(at(106));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(106).plus(Duration.ofMillis(200)));
  }

  @Test
  void aSweepThatFoundNoThreadDoesNotUndoTheOneBefore() {
    // Given
    for (int i = 0; i < 6; i++) {
      read(schedule, 100 + i, 100 + i);
    }
    schedule.queue();
    schedule.ended(CloudFailure.internalError(), false, MINUTE, at(106));

    // When
    schedule.request(at(107));

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(at(111));
  }

  @Test
  void whoComesBackFindsNothingOfWhatWasPlannedBefore() {
    // Given
    read(schedule, 100, 101);
    schedule.requestWhole(at(102));

    // When
    schedule.retire();

    // Then
    assertThat(schedule.dueAt(MINUTE)).isEqualTo(MonotonicTime.MAX);
    assertThat(schedule.begin(at(200))).isEqualTo(new SourceSchedule.Begun(Priority.NORMAL, false));
  }

  @Test
  void itLimitsTheNextSweepUntilTheIntervalTheBurstAndTheCloudsWishAreOver() {
    // Given
    var fresh = schedule().idleSince();
    read(schedule, 100, 101);
    var afterOne = schedule.idleSince();
    read(schedule, 102, 102);
    read(schedule, 103, 103);
    var afterThree = schedule.idleSince();

    // When
    schedule.begin(at(104));
    schedule.ended(
        new CloudFailure(Reason.THROTTLED, "slow down", Duration.ofSeconds(50)),
        true,
        MINUTE,
        at(104));

    // Then
    assertThat(fresh).isLessThan(at(0));
    assertThat(afterOne).isEqualTo(at(110));
    assertThat(afterThree).isEqualTo(at(122));
    assertThat(schedule.idleSince()).isEqualTo(at(154));
  }

  private static SourceSchedule schedule() {
    return new SourceSchedule(Duration.ofSeconds(10), new BackOff(() -> 0));
  }

  /** A sweep that goes well. */
  private static SourceSchedule.Begun read(SourceSchedule schedule, long begun, long ended) {
    var sweep = schedule.begin(at(begun));
    schedule.ended(null, true, MINUTE, at(ended));
    return sweep;
  }

  private static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
