package io.vpcep.operator.schedule;

import io.vpcep.operator.time.MonotonicTime;

/** Runs tasks at their time. A seam, so that tests turn the clock by hand. */
public interface Scheduler {

  /**
   * Runs the task once, at the time or right away if that has passed. The task is short: it only
   * starts work elsewhere.
   */
  Entry at(MonotonicTime when, Runnable task);

  /** What is planned, and can be cancelled. */
  @FunctionalInterface
  interface Entry {

    /** Cancels it if it has not begun. */
    void cancel();
  }
}
