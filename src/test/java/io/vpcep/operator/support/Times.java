package io.vpcep.operator.support;

import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;

/** The monotonic moments that belong to those of a wall clock which nobody sets. */
public final class Times {

  private static final Instant ORIGIN = Instant.parse("2026-03-01T12:00:00Z");

  private Times() {}

  /** What the monotonic clock shows at a time of the wall clock. */
  public static MonotonicTime at(Instant wall) {
    return new MonotonicTime(Duration.between(ORIGIN, wall).toNanos());
  }

  /** Both clocks at a time of the wall clock. */
  public static Now now(Instant wall) {
    return new Now(wall, at(wall));
  }
}
