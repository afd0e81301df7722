package io.vpcep.operator.poll;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Those who ask for a sweep now. Requests that come together are served by one. */
final class SweepRequests {

  /** A sweep waits for a pause between the requests. */
  private static final Duration GATHER = Duration.ofMillis(200);

  /** But no request waits longer for others. */
  private static final Duration LONGEST_GATHER = Duration.ofSeconds(2);

  private @Nullable MonotonicTime first;
  private @Nullable MonotonicTime last;

  void add(MonotonicTime now) {
    first = first == null ? now : first;
    last = now;
  }

  boolean isEmpty() {
    return first == null;
  }

  /** When to serve them; null if there are none. */
  @Nullable MonotonicTime gathered() {
    return first == null || last == null
        ? null
        : MonotonicTime.earlier(first.plus(LONGEST_GATHER), last.plus(GATHER));
  }

  /** Those that came while nothing could begin wait for others as if they came now. */
  void restart(MonotonicTime now) {
    if (!isEmpty()) {
      first = now;
      last = now;
    }
  }

  void clear() {
    first = null;
    last = null;
  }
}
