package io.vpcep.operator.api;

import java.math.BigDecimal;
import java.time.Duration;
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
    if (duration.isZero()) {
      return "0s";
    }
    var text = new StringBuilder();
    if (duration.toHours() > 0) {
      text.append(duration.toHours()).append('h');
    }
    if (duration.toMinutesPart() > 0) {
      text.append(duration.toMinutesPart()).append('m');
    }
    var seconds =
        BigDecimal.valueOf(duration.toSecondsPart())
            .add(BigDecimal.valueOf(duration.toNanosPart(), 9))
            .stripTrailingZeros();
    if (seconds.signum() > 0) {
      text.append(seconds.toPlainString()).append('s');
    }
    return text.toString();
  }

  private static BigDecimal nanosOf(Matcher part) {
    long unit =
        switch (part.group(2)) {
          case "ns" -> 1;
          case "us" -> 1_000;
          case "ms" -> 1_000_000;
          case "s" -> 1_000_000_000;
          case "m" -> 60_000_000_000L;
          default -> 3_600_000_000_000L;
        };
    return new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit));
  }
}
