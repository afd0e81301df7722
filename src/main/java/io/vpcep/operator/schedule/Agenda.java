package io.vpcep.operator.schedule;

import java.time.Instant;

/** Runs tasks at their time. A seam, so that tests turn the clock by hand. */
public interface Agenda {

  /**
   * Runs the task once, at the time or right away if that has passed. The task is short: it only
   * starts work elsewhere.
   */
  Entry at(Instant when, Runnable task);

  /** What is planned, and can be given up. */
  @FunctionalInterface
  interface Entry {

    /** Gives it up if it has not begun. */
    void cancel();
  }
}
