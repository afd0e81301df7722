package io.vpcep.operator.api;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as Kubernetes users write them: {@code 90s}, {@code 1h30m}, {@code 1.5h}; see Go's
 * time.ParseDuration. Unlike there, a sign is refused: no duration of ours can be negative; and one
 * beyond Go's longest, about 292 years, counts as that.
 */
public final class GoDuration {

  private static final BigDecimal LONGEST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Pattern PART = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ns|us|ms|s|m|h)");

  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS);

  private GoDuration() {}

  /**
   * Reads a duration.
   *
   * @throws IllegalArgumentException for anything else than numbers with units
   */
  public static Duration parse(String text) {
    var matcher = PART.matcher(text);
    var sum = BigDecimal.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      sum = sum.add(nanosOf(matcher));
      end = matcher.end();
    }
    if (end == 0 || end != text.length()) {
      throw new IllegalArgumentException("not a duration such as 90s, 5m or 1h30m: " + text);
    }
    return Duration.ofNanos(sum.min(LONGEST).longValue());
  }

  /** Writes a duration in its largest units: {@code 1h30m}, {@code 10s}, {@code 1.5s}. */
  public static String format(Duration duration) {
    // But for its prefix and its capitals, ISO 8601 is the same.
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  private static BigDecimal nanosOf(Matcher part) {
    var unit = requireNonNull(UNITS.get(part.group(2))).getDuration();
    return new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
  }
}
