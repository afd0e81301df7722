package io.vpcep.operator.poll;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;

/**
 * How often something may happen: some times at once, and then no more often than a token comes in.
 * It is full at first.
 */
final class TokenBucket {

  private final int capacity;
  private final Duration perToken;
  private MonotonicTime fullAt = MonotonicTime.MIN;
  private MonotonicTime wasFullAt = MonotonicTime.MIN;

  /**
   * @param capacity how many tokens it holds, at least 1
   * @param perToken how long a token takes to come in
   */
  TokenBucket(int capacity, Duration perToken) {
    this.capacity = capacity;
    this.perToken = perToken;
  }

  /** From when on it holds a token. */
  MonotonicTime availableAt() {
    return fullAt.plus(perToken.multipliedBy(capacity - 1L).negated());
  }

  /** From when on it is full, if nothing is taken. */
  MonotonicTime fullAt() {
    return fullAt;
  }

  /** Takes a token if it holds one, or else the part of one that has come in. */
  void take(MonotonicTime now) {
    wasFullAt = fullAt;
    var next = MonotonicTime.later(fullAt, now).plus(perToken);
    fullAt = MonotonicTime.earlier(next, now.plus(perToken.multipliedBy(capacity)));
  }

  /** Returns what was taken last and not needed. */
  void refund() {
    fullAt = wasFullAt;
  }
}
