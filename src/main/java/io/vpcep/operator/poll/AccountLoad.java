package io.vpcep.operator.poll;

import java.time.Duration;

/**
 * How many calls the polls of one account take, and by how much their intervals are stretched
 * because that is more than its credentials may make. Not thread-safe: guarded by the lock of the
 * poller.
 */
final class AccountLoad {

  private double callsPerSecond;
  private double stretch = 1;

  /** Replaces the share of one source. */
  void change(double before, double after) {
    // Sums and differences of rates do not end at zero exactly.
    callsPerSecond = Math.max(0, callsPerSecond - before + after);
  }

  /** How many calls a second the account's polls take if each interval is kept. */
  double callsPerSecond() {
    return callsPerSecond;
  }

  /** By how much the intervals are stretched, at least 1. */
  double stretch() {
    return stretch;
  }

  /**
   * Stretches the intervals.
   *
   * @param factor at least 1
   */
  void stretchBy(double factor) {
    stretch = factor;
  }

  /** The interval, stretched. */
  Duration stretched(Duration interval) {
    return stretch == 1 ? interval : Duration.ofMillis((long) (interval.toMillis() * stretch));
  }
}
