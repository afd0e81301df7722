package io.vpcep.operator.schedule;

import java.time.Duration;

/** Pauses that double with each failure in a row. */
public final class Doubling {

  /** Keeps the factor within 64 bits: about a million times the first pause. */
  private static final int MAX_DOUBLINGS = 20;

  private Doubling() {}

  /**
   * The pause after some failures.
   *
   * @param first after the first one
   * @param failures how many there were in a row, at least 1
   * @param most the longest pause
   */
  public static Duration pause(Duration first, int failures, Duration most) {
    var pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
