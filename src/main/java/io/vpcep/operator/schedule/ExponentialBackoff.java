package io.vpcep.operator.schedule;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before a retry: longer each time, and never the same for two.
 *
 * @param random numbers from 0 to 1
 */
public record ExponentialBackoff(DoubleSupplier random) {

  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** Keeps the factor within 64 bits: about a million times the first pause. */
  private static final int MAX_DOUBLINGS = 20;

  /**
   * The pause after a failure. The jitter lengthens what the doubling says by a quarter at most;
   * the doubling ends early enough to leave room for it, or else those that failed together would
   * meet again at the cap.
   *
   * @param failures how many there were in a row, at least 1
   * @param retryAfter what the cloud asked for
   * @param interval how often it is asked when all is well; zero if only when needed
   */
  public Duration pause(int failures, @Nullable Duration retryAfter, Duration interval) {
    var cap = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    var doubled = doubled(FIRST, failures, cap.multipliedBy(4).dividedBy(5));
    var jittered = doubled.plusMillis((long) (doubled.toMillis() * 0.25 * random.getAsDouble()));
    var asked = retryAfter == null || retryAfter.compareTo(jittered) < 0 ? jittered : retryAfter;
    return asked.compareTo(cap) < 0 ? asked : cap;
  }

  /**
   * A pause that doubles with each failure in a row, without jitter.
   *
   * @param first after the first failure
   * @param failures how many there were in a row, at least 1
   * @param most the longest pause
   */
  public static Duration doubled(Duration first, int failures, Duration most) {
    var pause = first.multipliedBy(1L << Math.min(failures - 1, MAX_DOUBLINGS));
    return pause.compareTo(most) < 0 ? pause : most;
  }
}
