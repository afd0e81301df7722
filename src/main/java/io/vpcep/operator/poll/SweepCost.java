package io.vpcep.operator.poll;

import java.time.Duration;

/**
 * How many calls a source takes.
 *
 * @param perSweep with each sweep at the interval
 * @param perSecond beside that, for full sweeps, which come whatever the interval is
 */
record SweepCost(double perSweep, double perSecond) {

  /** Before anything is known of a source. */
  static final SweepCost ONE_CALL = new SweepCost(1, 0);

  /** How many calls a second that is. */
  double at(Duration interval) {
    return perSweep / (interval.toMillis() / 1000.0) + perSecond;
  }
}
