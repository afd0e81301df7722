package io.vpcep.emulator.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How often one caller may call.
 *
 * @param limit calls in each period; 0 refuses all
 * @param period a whole number of seconds, 1 s or more
 * @param retryAfter what {@code Retry-After} tells the refused, in whole seconds; null for none
 */
public record ThrottleRule(int limit, Duration period, @Nullable Duration retryAfter) {

  /** The limit as the gateway's messages show it, such as {@code limit:200,time:5 minute}. */
  String shown() {
    return "limit:%d,time:%s".formatted(limit, shownPeriod());
  }

  private String shownPeriod() {
    long seconds = period.toSeconds();
    return seconds % 60 == 0 ? seconds / 60 + " minute" : seconds + " second";
  }
}
