package io.vpcep.operator.time;

import java.time.Duration;

/**
 * A moment on this process's monotonic clock. Means nothing in another process.
 *
 * @param nanos nanoseconds since an arbitrary origin
 */
public record MonotonicTime(long nanos) implements Comparable<MonotonicTime> {

  /** Before every moment that a clock shows. */
  public static final MonotonicTime MIN = new MonotonicTime(Long.MIN_VALUE);

  /** A moment that never comes. */
  public static final MonotonicTime MAX = new MonotonicTime(Long.MAX_VALUE);

  /** This moment and so much more, within {@link #MIN} and {@link #MAX}, which stay as they are. */
  public MonotonicTime plus(Duration duration) {
    if (equals(MIN) || equals(MAX)) {
      return this;
    }
    try {
      return new MonotonicTime(Math.addExact(nanos, duration.toNanos()));
    } catch (ArithmeticException e) {
      return duration.isNegative() ? MIN : MAX;
    }
  }

  /** How long it is from this moment to another; negative if the other comes first. */
  public Duration until(MonotonicTime other) {
    return Duration.ofNanos(other.nanos).minusNanos(nanos);
  }

  /** Whether this moment comes before the other. */
  public boolean isBefore(MonotonicTime other) {
    return nanos < other.nanos;
  }

  /** Whether this moment comes after the other. */
  public boolean isAfter(MonotonicTime other) {
    return nanos > other.nanos;
  }

  /** The earlier of two moments. */
  public static MonotonicTime earlier(MonotonicTime a, MonotonicTime b) {
    return a.isBefore(b) ? a : b;
  }

  /** The later of two moments. */
  public static MonotonicTime later(MonotonicTime a, MonotonicTime b) {
    return a.isAfter(b) ? a : b;
  }

  @Override
  public int compareTo(MonotonicTime other) {
    return Long.compare(nanos, other.nanos);
  }
}
