package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountState;
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

  private static final int MAX_DOUBLINGS = 20;

  private Pace() {}

  /**
   * How long to wait before the next trial.
   *
   * @param tries how many failed in a row, at least 1
   */
  static Duration untilTrial(AccountState.Reason reason, int tries) {
    return reason == AccountState.Reason.CLOUD_UNAVAILABLE
        ? doubled(Duration.ofSeconds(1), tries, Duration.ofMinutes(1))
        : doubled(Duration.ofSeconds(30), tries, Duration.ofMinutes(5));
  }

  private static Duration doubled(Duration first, int tries, Duration most) {
    var pause = first.multipliedBy(1L << Math.min(tries - 1, MAX_DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
