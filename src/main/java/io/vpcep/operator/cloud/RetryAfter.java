package io.vpcep.operator.cloud;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@code Retry-After} for us. The client library would obey it itself: it repeats a 408, and
 * a 503 that says 0, in calls that neither the budget nor the metrics see, and fails on numbers
 * beyond 32 bits. So it is shown a harmless value, and the cloud's own is put aside.
 */
final class RetryAfter implements Interceptor {

  private static final String HEADER = "Retry-After";
  private static final String PUT_ASIDE = "X-Vpcep-Operator-Retry-After";
  private static final String LIBRARY_DOES_NOT_REPEAT = "1";

  /** What the library lets us set; it reads any bytes from the wire. */
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

  /** More is taken for a slip; callers wait for minutes at most. */
  private static final Duration MAX = Duration.ofDays(1);

  @Override
  public Response intercept(Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header(HEADER);
    return response
        .newBuilder()
        .header(PUT_ASIDE, value != null && PRINTABLE.matcher(value).matches() ? value : "")
        .header(HEADER, LIBRARY_DOES_NOT_REPEAT)
        .build();
  }

  /**
   * What the cloud asked for, as seconds or as an HTTP date; null when it did not ask, and when the
   * value is negative or no such thing. At most a day.
   */
  static @Nullable Duration of(Headers headers, Clock clock) {
    String value = headers.get(PUT_ASIDE);
    if (value == null || value.isBlank()) {
      return null;
    }
    boolean isNumber = value.matches("\\d{1,18}");
    Duration wait = isNumber ? Duration.ofSeconds(Long.parseLong(value)) : until(headers, clock);
    if (wait == null || wait.isNegative()) {
      return null;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }

  /** By the clock of the server that wrote the date, where the response has it. */
  private static @Nullable Duration until(Headers headers, Clock clock) {
    Instant date = headers.getInstant(PUT_ASIDE);
    Instant sent = headers.getInstant("Date");
    return date == null ? null : Duration.between(sent == null ? clock.instant() : sent, date);
  }
}
