package io.vpcep.operator.account;

import io.vpcep.operator.schedule.ExponentialBackoff;
import java.time.Duration;

/**
 * How often things are tried. The clouds lock an access key or a user for 5 minutes after 5 wrong
 * tries in a row, so what was refused is retried with a long back-off. All on the monotonic clock.
 */
final class RetryPolicy {

  /** How often the Secret of a usable account is read. */
  static final Duration SECRET_WHEN_USABLE = Duration.ofMinutes(5);

  /** How often the Secret of an account that is not usable is read. */
  static final Duration SECRET_WHEN_NOT_USABLE = Duration.ofSeconds(30);

  /** How often a Secret that is missing is looked for. */
  static final Duration SECRET_WHEN_MISSING = Duration.ofSeconds(5);

  /** How soon an account looks again whether another one has found out about its credentials. */
  static final Duration WHILE_OTHERS_TRY = Duration.ofSeconds(1);

  /** So long after the identity service accepted credentials, all may ask it side by side. */
  static final Duration CONFIRMED = Duration.ofSeconds(10);

  /** The time over which failed tries with one access key or user are counted. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** So many tries with one access key or user may fail within {@link #WINDOW}. */
  static final int FAILURES = 3;

  /**
   * So many may fail if the last is by a namespace that never failed with that name: others do not
   * delay its first try. The clouds lock the name after 5.
   */
  static final int FAILURES_WITH_NEWCOMER = FAILURES + 1;

  /**
   * So many of them may be retries of credentials that were refused before. The rest is kept for
   * other credentials, so that a corrected Secret is tried at once.
   */
  static final int FAILED_RETRIES = 2;

  /** How much sooner than others a namespace is served that never failed with that name. */
  static final Duration HEAD_START = Duration.ofSeconds(10);

  private static final Duration FIRST_PROBE = Duration.ofSeconds(30);
  private static final Duration LAST_PROBE = Duration.ofMinutes(5);

  private RetryPolicy() {}

  /**
   * How long to wait before what was refused is tried again.
   *
   * @param refusals how many there were in a row, at least 1
   */
  static Duration untilProbe(int refusals) {
    return ExponentialBackoff.doubled(FIRST_PROBE, refusals, LAST_PROBE);
  }
}
