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

/** How often one source is read at most: every ten seconds, after a burst. */
class SourceSchedulePaceTest {

  private static final CloudFailure NOT_READY = failure(Reason.ACCOUNT_NOT_READY);

  private final SourceSchedule schedule = aSchedule();

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
    assertThat(schedule.begin(at(200))).isEqualTo(new Begun(Priority.NORMAL, false));
  }

  @Test
  void itLimitsTheNextSweepUntilTheIntervalTheBurstAndTheCloudsWishAreOver() {
    // Given
    var fresh = aSchedule().idleSince();
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
}
