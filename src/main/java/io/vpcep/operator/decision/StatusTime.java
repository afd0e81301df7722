package io.vpcep.operator.decision;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Times as a status shows them: RFC 3339, UTC, whole seconds. */
public final class StatusTime {

  /** How far the cloud's clock may be ahead of ours before its times count as unknown. */
  private static final Duration AHEAD = Duration.ofMinutes(15);

  private StatusTime() {}

  /**
   * Reads a time of a status.
   *
   * @return null if there is none, or if it cannot be read: anybody who may write statuses may have
   *     written it
   */
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The text if it is a time, or else null. */
  static @Nullable String readable(@Nullable String text) {
    return parse(text) == null ? null : text;
  }

  /** Writes a time of a status. */
  public static String format(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** The first of these times that can have been; null if there is none. */
  public static @Nullable Instant firstPast(Instant now, @Nullable Instant... times) {
    return Stream.of(times).filter(time -> past(time, now) != null).findFirst().orElse(null);
  }

  /** The time if it can have been; null if it is unknown or lies in the future. */
  static @Nullable Instant past(@Nullable Instant time, Instant now) {
    return time == null || time.isAfter(now.plus(AHEAD)) ? null : time;
  }
}
