package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.Schedules.aSchedule;
import static io.vpcep.operator.poll.Schedules.at;
import static io.vpcep.operator.poll.Schedules.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.SourceSchedule.Begun;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When one source is due, and for whom. */
class SourceScheduleTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final CloudFailure NOT_READY = failure(Reason.ACCOUNT_NOT_READY);

  private final SourceSchedule schedule = aSchedule();

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
    assertThat(schedule.begin(at(111))).isEqualTo(new Begun(Priority.URGENT, true));
  }

  @Test
  void whatWasAskedForIsServedOnce() {
    // Given
    schedule.requestWhole(at(100));

    // When
    var first = read(schedule, 101, 102);
    var second = read(schedule, 161, 162);

    // Then
    assertThat(first).isEqualTo(new Begun(Priority.URGENT, true));
    assertThat(second).isEqualTo(new Begun(Priority.NORMAL, false));
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
    assertThat(schedule.begin(at(200))).isEqualTo(new Begun(priority, whole));
  }

  @Test
  void whatNobodyAskedForIsNoMoreUrgentBecauseItsAccountWasNotReady() {
    // Given
    schedule.settle(0, MINUTE, at(100));
    schedule.begin(at(100));

    // When
    schedule.ended(NOT_READY, false, MINUTE, at(101));

    // Then
    assertThat(schedule.begin(at(160))).isEqualTo(new Begun(Priority.NORMAL, false));
  }
}
