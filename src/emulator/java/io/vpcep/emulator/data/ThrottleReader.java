package io.vpcep.emulator.data;

import io.vpcep.emulator.http.ThrottleRule;
import java.time.Duration;

/** Reads how often a caller may call. */
public final class ThrottleReader {

  private static final String[] KEYS = {"limit", "period", "retryAfter"};
  private static final String WHOLE = "allowed are whole seconds such as 1s, 30s, 5m";

  private ThrottleReader() {}

  /** All keys of a rule. */
  public static String[] keys() {
    return KEYS.clone();
  }

  /**
   * Reads a rule; without a period it is for 1 s.
   *
   * @throws BadDataException when it has no limit, or a bad value
   */
  public static ThrottleRule read(Fields fields) {
    int limit =
        fields
            .number("limit", 0, Integer.MAX_VALUE)
            .orElseThrow(() -> fields.missing("limit"))
            .intValue();
    Duration period = wholeSeconds(fields, "period", Duration.ofSeconds(1));
    if (period.isZero()) {
      throw fields.bad("period", WHOLE);
    }
    Duration retryAfter =
        fields.has("retryAfter") ? wholeSeconds(fields, "retryAfter", Duration.ZERO) : null;
    return new ThrottleRule(limit, period, retryAfter);
  }

  private static Duration wholeSeconds(Fields fields, String key, Duration absent) {
    Duration duration = fields.duration(key).orElse(absent);
    if (duration.toMillisPart() != 0) {
      throw fields.bad(key, WHOLE);
    }
    return duration;
  }
}
