package io.vpcep.operator.poll;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The intervals of those who watch one source. Not thread-safe: guarded by the lock of the poller.
 */
final class Intervals {

  private final NavigableMap<Duration, Integer> counts = new TreeMap<>();

  void add(Duration interval) {
    counts.merge(interval, 1, Integer::sum);
  }

  void remove(Duration interval) {
    counts.computeIfPresent(interval, (key, count) -> count == 1 ? null : count - 1);
  }

  /** The shortest of them; zero if there are none. */
  Duration shortest() {
    return counts.isEmpty() ? Duration.ZERO : counts.firstKey();
  }
}
