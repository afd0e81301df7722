package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one check of an account run at a time, and one wait for its turn: who asks while one waits
 * is served by it, and who asks while one runs gets another after it. The lock is held for moments
 * only.
 */
final class CheckTurns {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  @GuardedBy("lock")
  private boolean busy;

  @GuardedBy("lock")
  private boolean queued;

  @GuardedBy("lock")
  private boolean askedMeanwhile;

  @GuardedBy("lock")
  private boolean closed;

  /** Whether a check has to be handed to the executor; false if one waits there already. */
  boolean queue() {
    lock.lock();
    try {
      boolean first = !queued;
      queued = true;
      return first;
    } finally {
      lock.unlock();
    }
  }

  /** The executor did not take the check. */
  void notQueued() {
    lock.lock();
    try {
      queued = false;
    } finally {
      lock.unlock();
    }
  }

  /** Begins the check that waited; if one runs, there will be another after it. */
  boolean begin() {
    lock.lock();
    try {
      queued = false;
      askedMeanwhile |= busy;
      boolean begins = !busy && !closed;
      busy |= begins;
      return begins;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Begins one as soon as none runs.
   *
   * @param nanos how long to wait for that
   * @return false if it took longer
   */
  boolean beginWithin(long nanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = nanos; busy; left = idle.awaitNanos(left)) {
        if (left <= 0) {
          return false;
        }
      }
      busy = true;
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Ends one; returns whether another was asked for meanwhile. */
  boolean end() {
    lock.lock();
    try {
      busy = false;
      idle.signal();
      boolean again = askedMeanwhile && !closed;
      askedMeanwhile = false;
      return again;
    } finally {
      lock.unlock();
    }
  }

  /** Lets no queued check begin any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
