package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;

import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;

/** Schedules of sources that are read at most every ten seconds, after a burst. */
final class Schedules {

  private Schedules() {}

  static SourceSchedule aSchedule() {
    return new SourceSchedule(Duration.ofSeconds(10), new ExponentialBackoff(() -> 0));
  }

  /** A sweep that goes well. */
  static SourceSchedule.Begun read(SourceSchedule schedule, long begun, long ended) {
    var sweep = schedule.begin(at(begun));
    schedule.ended(null, true, MINUTE, at(ended));
    return sweep;
  }

  static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
