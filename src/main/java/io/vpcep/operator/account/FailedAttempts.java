package io.vpcep.operator.account;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The failed tries with one access key or user, whatever the secrets, of all accounts together.
 * Keeps the cloud from locking it. Not safe for use by several threads.
 */
final class FailedAttempts {

  private final Deque<Failure> failures = new ArrayDeque<>();
  private int underWay;

  /** A try begins; until it ends it may yet fail. */
  void begin() {
    underWay++;
  }

  void end() {
    underWay--;
  }

  void failed(String tenant, MonotonicTime now) {
    failures.addLast(new Failure(tenant, now));
    forget(now);
  }

  /**
   * When a try may be made: now, or later.
   *
   * @param tenant who would make it; those that have not failed go first
   * @param again whether these very credentials were refused before
   */
  MonotonicTime earliest(String tenant, boolean again, MonotonicTime now) {
    forget(now);
    var window = hasFailed(tenant) ? longWindow() : RetryPolicy.WINDOW;
    int limit = limit(tenant, again);
    var recent =
        failures.stream().map(failure -> failure.at.plus(window)).filter(now::isBefore).toList();
    int tooMany = recent.size() + underWay - limit;
    if (tooMany < 0) {
      return now;
    }
    return tooMany < recent.size() ? recent.get(tooMany) : now.plus(RetryPolicy.WHILE_OTHERS_TRY);
  }

  private int limit(String tenant, boolean again) {
    if (again) {
      return RetryPolicy.FAILED_RETRIES;
    }
    return hasFailed(tenant) ? RetryPolicy.FAILURES : RetryPolicy.FAILURES_WITH_NEWCOMER;
  }

  /** Whether a try failed in the time over which they are counted. */
  boolean hasRecentFailure(MonotonicTime now) {
    return failures.stream().anyMatch(failure -> now.isBefore(failure.at.plus(longWindow())));
  }

  private static Duration longWindow() {
    return RetryPolicy.WINDOW.plus(RetryPolicy.HEAD_START);
  }

  private boolean hasFailed(String tenant) {
    return failures.stream().anyMatch(failure -> failure.tenant.equals(tenant));
  }

  private void forget(MonotonicTime now) {
    failures.removeIf(failure -> !now.isBefore(failure.at.plus(AccountLimits.FAILED_TRIES_KEPT)));
    while (failures.size() > AccountLimits.FAILED_TRIES) {
      failures.removeFirst();
    }
  }

  private record Failure(String tenant, MonotonicTime at) {}
}
