package io.vpcep.operator.account;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Lets one check of an account run at a time, and one wait for its turn: who asks while one waits
 * is served by it, and who asks while one runs gets another after it. The monitor is held for
 * moments only.
 */
final class CheckTurns {

  private final Semaphore turn = new Semaphore(1);

  @GuardedBy("this")
  private boolean queued;

  @GuardedBy("this")
  private boolean askedMeanwhile;

  @GuardedBy("this")
  private boolean closed;

  /** Whether a check has to be handed to the executor; false if one waits there already. */
  synchronized boolean queue() {
    boolean first = !queued;
    queued = true;
    return first;
  }

  /** The executor did not take the check. */
  synchronized void notQueued() {
    queued = false;
  }

  /** Begins the check that waited; if one runs, there will be another after it. */
  synchronized boolean begin() {
    queued = false;
    boolean begins = !closed && turn.tryAcquire();
    askedMeanwhile |= !begins;
    return begins;
  }

  /**
   * Begins one as soon as none runs.
   *
   * @return false if that took longer than the patience
   */
  boolean beginWithin(Duration patience) throws CloudException {
    try {
      return turn.tryAcquire(patience.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.interrupted());
    }
  }

  /** Ends one; returns whether another was asked for meanwhile. */
  synchronized boolean end() {
    turn.release();
    boolean again = askedMeanwhile && !closed;
    askedMeanwhile = false;
    return again;
  }

  /** Lets no queued check begin any more. */
  synchronized void close() {
    closed = true;
  }
}
