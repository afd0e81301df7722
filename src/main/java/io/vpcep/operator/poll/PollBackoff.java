package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For how long a source is left alone after failures, and because the cloud asked for it. */
final class PollBackoff {

  private final ExponentialBackoff backoff;
  private int failures;
  private MonotonicTime blockedUntil = MonotonicTime.MIN;
  private MonotonicTime askedUntil = MonotonicTime.MIN;

  PollBackoff(ExponentialBackoff backoff) {
    this.backoff = backoff;
  }

  /** Before this the source is not read. */
  MonotonicTime until() {
    return MonotonicTime.later(blockedUntil, askedUntil);
  }

  /**
   * Notes the outcome of a sweep. One for which the cloud was not asked says nothing about it.
   *
   * @param failure null if it went well
   * @param interval how often the source is read when all is well
   * @return whether it has to be retried at {@link #until}, and not only at the next poll
   */
  boolean ended(@Nullable CloudFailure failure, Duration interval, MonotonicTime now) {
    if (failure != null && Reason.BACKED_OFF.contains(failure.reason())) {
      failures++;
      blockedUntil = now.plus(backoff.pause(failures, failure.retryAfter(), interval));
      askedUntil = failure.retryAfter() == null ? MonotonicTime.MIN : blockedUntil;
      return true;
    }
    blockedUntil = MonotonicTime.MIN;
    if (failure == null || !Reason.NOT_ASKED.contains(failure.reason())) {
      failures = 0;
    }
    return false;
  }

  /** Does not wait longer because of failures; what the cloud asked for still holds. */
  void tryNow() {
    blockedUntil = MonotonicTime.MIN;
  }

  /** It may be another cloud. */
  void forget() {
    failures = 0;
    blockedUntil = MonotonicTime.MIN;
    askedUntil = MonotonicTime.MIN;
  }
}
