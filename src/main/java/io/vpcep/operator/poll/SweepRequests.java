package io.vpcep.operator.poll;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;

/** Those who ask for a sweep now. Requests that come together are served by one. */
final class SweepRequests {

  /** A sweep waits for a pause between the requests. */
  private static final Duration GATHER = Duration.ofMillis(200);

  /**
   * But no request waits longer for others: shorter than the two seconds after which a new resource
   * says that nobody has looked yet, which would be a write more.
   */
  private static final Duration LONGEST_GATHER = Duration.ofMillis(1500);

  private MonotonicTime first = MonotonicTime.MAX;
  private MonotonicTime last = MonotonicTime.MAX;

  void add(MonotonicTime now) {
    first = MonotonicTime.earlier(first, now);
    last = now;
  }

  /** When to serve them; {@link MonotonicTime#MAX} if there are none. */
  MonotonicTime gathered() {
    return MonotonicTime.earlier(first.plus(LONGEST_GATHER), last.plus(GATHER));
  }

  /** Those that came while nothing could begin wait for others as if they came now. */
  void restart(MonotonicTime now) {
    if (!first.equals(MonotonicTime.MAX)) {
      first = now;
      last = now;
    }
  }

  void clear() {
    first = MonotonicTime.MAX;
    last = MonotonicTime.MAX;
  }
}
