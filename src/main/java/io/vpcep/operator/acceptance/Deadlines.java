package io.vpcep.operator.acceptance;

import io.vpcep.operator.acceptance.AcceptanceMemory.Period;
import io.vpcep.operator.decision.StatusTime;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When periods end that began at a time of the status. Setting the clock neither shortens nor
 * lengthens one that this process has seen begin; the others go by the wall clock.
 */
final class Deadlines {

  private final Map<Period, MonotonicTime> known;
  private final Now now;
  private final Map<Period, MonotonicTime> used = new HashMap<>();

  Deadlines(Map<Period, MonotonicTime> known, Now now) {
    this.known = known;
    this.now = now;
  }

  /** When the period ends. One that begins in the future, or at no time, begins now. */
  MonotonicTime endOf(String begin, Duration length) {
    return used.computeIfAbsent(
        new Period(begin, length),
        period -> {
          var end = known.get(period);
          return end == null ? now.monotonic().plus(length.minus(age(begin))) : end;
        });
  }

  /** A period of this name begins now, be it once more: the clock was set back. */
  void restart(String begin, Duration length) {
    used.put(
        new Period(begin, length),
        MonotonicTime.later(endOf(begin, length), now.monotonic().plus(length)));
  }

  boolean isOver(String begin, Duration length) {
    return !now.monotonic().isBefore(endOf(begin, length));
  }

  private Duration age(String begin) {
    var time = StatusTime.parse(begin);
    return time == null || time.isAfter(now.wall())
        ? Duration.ZERO
        : Duration.between(time, now.wall());
  }

  /** Those that were asked for. */
  Map<Period, MonotonicTime> used() {
    return used;
  }
}
