package io.vpcep.operator.time;

import java.time.Clock;
import java.time.Instant;

/**
 * One moment, read on both clocks.
 *
 * @param wall to be shown, and compared with times of the cloud or of a status
 * @param monotonic to measure ages and delays with
 */
public record Now(Instant wall, MonotonicTime monotonic) {

  /** Reads both clocks. */
  public static Now read(Clock wall, MonotonicClock monotonic) {
    return new Now(wall.instant(), monotonic.now());
  }
}
