package io.vpcep.operator.time;

/** Goes on evenly, whatever becomes of the wall clock. */
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
