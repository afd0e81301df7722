package io.vpcep.operator.time;

/** Advances evenly, however the wall clock is set. */
@FunctionalInterface
public interface MonotonicClock {

  /** The present moment. */
  MonotonicTime now();

  /** The clock of this process; it shows a little more than zero at first. */
  static MonotonicClock system() {
    long origin = System.nanoTime();
    return () -> new MonotonicTime(System.nanoTime() - origin);
  }
}
