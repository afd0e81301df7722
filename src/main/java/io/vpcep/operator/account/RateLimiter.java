package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many calls may be made with one set of credentials: a token bucket, shared by all accounts
 * that have them. Of those who wait the urgent ones come first, then the earlier ones.
 */
public final class RateLimiter {

  /** The share of the rate that is for polls at their intervals; the rest is for what is urgent. */
  private static final double FOR_INTERVALS = 0.9;

  private final double perSecond;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Bucket bucket;

  @GuardedBy("lock")
  private final PriorityQueue<Waiter> waiters =
      new PriorityQueue<>(Comparator.comparing(Waiter::priority).thenComparing(Waiter::arrival));

  @GuardedBy("lock")
  private long arrivals;

  /**
   * A full bucket.
   *
   * @param requestsPerSecond the lasting rate, at least 1
   * @param burst how many calls may be made at once after a rest, at least 1
   */
  public RateLimiter(int requestsPerSecond, int burst, MonotonicClock clock) {
    this(requestsPerSecond, burst, clock, AccountLimits.BUDGET_WAIT);
  }

  RateLimiter(int requestsPerSecond, int burst, MonotonicClock clock, Duration patience) {
    this.perSecond = requestsPerSecond;
    this.patience = patience;
    this.bucket =
        Bucket.builder()
            .withCustomTimePrecision(new Meter(clock))
            .addLimit(
                limit ->
                    limit.capacity(burst).refillGreedy(requestsPerSecond, Duration.ofSeconds(1)))
            .build();
  }

  /**
   * Waits until a call may be made.
   *
   * @throws CloudException THROTTLED if that takes longer than a minute; CLOUD_UNAVAILABLE when the
   *     thread is interrupted, which stays so
   */
  void take(Priority priority) throws CloudException {
    lock.lock();
    try {
      queue(new Waiter(priority, arrivals++));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.interrupted());
    } finally {
      lock.unlock();
    }
  }

  /**
   * By how much a tenant's poll intervals have to be stretched so that all keep within the rate, at
   * least 1. Nobody is stretched who needs no more than an equal share; what such tenants leave is
   * shared equally by the others.
   *
   * @param tenant one of the tenants
   * @param callsPerSecond of each tenant, if each of its intervals is kept
   */
  double stretch(String tenant, Map<String, Double> callsPerSecond) {
    double left = FOR_INTERVALS * perSecond;
    int sharers = callsPerSecond.size();
    double wanted = callsPerSecond.getOrDefault(tenant, 0.0);
    for (double less : callsPerSecond.values().stream().sorted().toList()) {
      if (less > left / sharers) {
        break;
      }
      left -= less;
      sharers--;
    }
    return sharers == 0 ? 1 : Math.max(1, wanted / (left / sharers));
  }

  /** A caller that leaves the queue, with a token or without, frees its place in it. */
  @GuardedBy("lock")
  private void queue(Waiter waiter) throws InterruptedException, CloudException {
    waiters.add(waiter);
    try {
      awaitTurn(waiter);
    } finally {
      waiters.remove(waiter);
      changed.signalAll();
    }
  }

  @GuardedBy("lock")
  private void awaitTurn(Waiter waiter) throws InterruptedException, CloudException {
    long left = patience.toNanos();
    for (long wait = untilToken(waiter); wait > 0; wait = untilToken(waiter)) {
      if (left <= 0) {
        throw new CloudException(
            Reason.THROTTLED,
            "The call waited too long for the operator's own rate limit (rateLimit.requestsPerSecond).");
      }
      long nanos = Math.min(wait, left);
      left -= nanos - changed.awaitNanos(nanos);
    }
  }

  /** Takes a token if it is the waiter's turn, and returns 0; otherwise how long to wait. */
  @GuardedBy("lock")
  private long untilToken(Waiter waiter) {
    if (!waiter.equals(waiters.peek())) {
      return Long.MAX_VALUE;
    }
    var probe = bucket.tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill());
  }

  private record Waiter(Priority priority, long arrival) {}

  /** The library's own clock is the wall's by default, which can be set back. */
  private record Meter(MonotonicClock clock) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return clock.now().nanos();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
