package io.vpcep.operator.wallclock;

import java.util.concurrent.TimeUnit;

/**
 * How far the wall clock of this process is from the true one. Lives in the process under test, on
 * its bootstrap class path: the rewritten classes of {@code java.base} call it too, so it uses next
 * to nothing.
 */
public final class WallClock {

  private static volatile long offset;

  private WallClock() {}

  /** Sets the clock ahead by so many milliseconds of the true time; back if negative. */
  static void setOffset(long millis) {
    offset = millis;
  }

  /** What {@link System#currentTimeMillis} returns on a machine with this clock. */
  public static long currentTimeMillis() {
    return shiftMillis(System.currentTimeMillis());
  }

  /** From the true time to this clock's, in milliseconds. */
  public static long shiftMillis(long trueMillis) {
    return trueMillis + offset;
  }

  /**
   * From the true time to this clock's, in nanoseconds from a moment near the present, as {@code
   * jdk.internal.misc.VM.getNanoTimeAdjustment} returns them; its -1 for a moment that is not near
   * stays -1.
   */
  public static long shiftNanos(long trueNanos) {
    return trueNanos == -1 ? -1 : trueNanos + TimeUnit.MILLISECONDS.toNanos(offset);
  }
}
