package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a dead service cost one probe at a time, however many sources an account has there.
 *
 * <p>A breaker that counts failed calls cannot tell a dead service from one broken source that is
 * retried, and would hold up the healthy ones beside it. So this one counts sources: it opens when
 * several fail and none has responded in between. It then holds back those that fail and nobody
 * else: a source that is not known to fail is asked in its turn, and its response closes the
 * breaker. Not thread-safe: guarded by the lock of the poller.
 */
final class CircuitBreaker {

  /** So many failing sources, and none that responded, are no coincidence. */
  static final int DEAD = 3;

  private final ExponentialBackoff backoff;
  private final Set<SourceKey> troubled = new HashSet<>();
  private @Nullable SourceKey probe;
  private int failedProbes;
  private MonotonicTime nextProbe = MonotonicTime.MIN;

  CircuitBreaker(ExponentialBackoff backoff) {
    this.backoff = backoff;
  }

  /**
   * When a source that is due may be asked; {@link MonotonicTime#MAX} while another one is the
   * probe.
   */
  MonotonicTime earliest(SourceKey source, MonotonicTime due) {
    if (!isOpen() || !troubled.contains(source)) {
      return due;
    }
    if (probe != null) {
      return MonotonicTime.MAX;
    }
    return nextProbe.isAfter(due) ? nextProbe : due;
  }

  /** A call for the source is about to be made. */
  void started(SourceKey source) {
    if (isOpen() && troubled.contains(source)) {
      probe = source;
    }
  }

  /**
   * Notes the outcome of the calls for the source.
   *
   * @param failure null for a response without one
   * @return whether the other failing sources may be read at another time than before
   */
  boolean completed(SourceKey source, @Nullable CloudFailure failure, MonotonicTime now) {
    boolean wasProbe = cancelled(source);
    if (isInconclusive(failure)) {
      return wasProbe;
    }
    if (failure == null || !Reason.CLOUD_IN_TROUBLE.contains(failure.reason())) {
      return close();
    }
    boolean opens = troubled.add(source) && troubled.size() == DEAD;
    if (opens || wasProbe) {
      failedProbes++;
      nextProbe = now.plus(backoff.pause(failedProbes, failure.retryAfter(), Duration.ZERO));
    }
    return opens || wasProbe;
  }

  /**
   * No call is made for the source after all.
   *
   * @return whether the other failing sources may be read at another time than before
   */
  boolean cancelled(SourceKey source) {
    boolean wasProbe = source.equals(probe);
    probe = wasProbe ? null : probe;
    return wasProbe;
  }

  /** Nobody watches the source any more, and it is not being asked. */
  void forget(SourceKey source) {
    troubled.remove(source);
  }

  /** Whether a failure is none of the cloud's. */
  static boolean isInconclusive(@Nullable CloudFailure failure) {
    return failure != null
        && (failure.reason() == Reason.INTERNAL_ERROR
            || Reason.NOT_ASKED.contains(failure.reason()));
  }

  private boolean isOpen() {
    return troubled.size() >= DEAD;
  }

  private boolean close() {
    boolean wasOpen = isOpen();
    troubled.clear();
    failedProbes = 0;
    nextProbe = MonotonicTime.MIN;
    return wasOpen;
  }
}
