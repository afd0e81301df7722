package io.vpcep.operator.poll;

import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * What the cloud's clock can show at present, by two witnesses: our wall clock, and what it showed
 * when this process started and the time that has passed since. Setting the clock of the host by an
 * hour changes one of them only.
 */
final class CloudClockBound {

  /** How far a cloud's clock may be ahead of ours; both are kept by NTP. */
  private static final Duration TOLERANCE = Duration.ofMinutes(15);

  private final Clock wall;
  private final MonotonicClock clock;
  private final Instant wallAtZero;

  /** Takes the wall clock for right at present. */
  CloudClockBound(Clock wall, MonotonicClock clock) {
    this.wall = wall;
    this.clock = clock;
    this.wallAtZero = wall.instant().minusNanos(clock.now().nanos());
  }

  /** The clock that measures how long something takes. */
  MonotonicClock monotonic() {
    return clock;
  }

  /** The present moment. */
  Moment now() {
    var time = clock.now();
    var shown = wall.instant();
    var passed = wallAtZero.plusNanos(time.nanos());
    return shown.isBefore(passed)
        ? new Moment(time, shown, passed.plus(TOLERANCE))
        : new Moment(time, passed, shown.plus(TOLERANCE));
  }

  /**
   * A moment, and what the cloud's clock shows then.
   *
   * @param time by our monotonic clock
   * @param earliest the earlier of what the witnesses say
   * @param latest no cloud dates later what has happened by then
   */
  record Moment(MonotonicTime time, Instant earliest, Instant latest) {

    /** Whether something can have happened at this time of the cloud's, by now. */
    boolean isPast(Instant cloudTime) {
      return !cloudTime.isAfter(latest);
    }
  }
}
