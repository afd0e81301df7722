package io.vpcep.operator.account;

import io.vpcep.operator.schedule.Doubling;
import java.time.Duration;

/**
 * How often things are tried. The clouds lock an account or a key after a few wrong tries, so a
 * refused one is tried seldom.
 */
final class Pace {

  /** How often the Secret of a ready account is looked at. */
  static final Duration SECRET_WHEN_READY = Duration.ofMinutes(5);

  /** How often the Secret of an account that is not ready is looked at. */
  static final Duration SECRET_WHEN_NOT = Duration.ofSeconds(30);

  private Pace() {}

  /**
   * How long to wait before a refused account is tried again.
   *
   * @param tries how many failed in a row, at least 1
   */
  static Duration untilTrial(int tries) {
    return Doubling.pause(Duration.ofSeconds(30), tries, Duration.ofMinutes(5));
  }
}
