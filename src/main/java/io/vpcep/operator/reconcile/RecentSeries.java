package io.vpcep.operator.reconcile;

import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The state of the event objects that this replica wrote last, so that it need not read one to
 * continue it. Whether an object is still in that state is for the API server to say, by its
 * resource version. Safe for use by several threads.
 */
final class RecentSeries {

  /** Two for each of 10,000 resources, whose connections come and go: about 3 MiB. */
  static final int MAX = 20_000;

  /**
   * After this time without a write, the API server has deleted an event, unless told otherwise.
   */
  private static final Duration EVENT_TTL = Duration.ofHours(1);

  /** What every API server on etcd has; of another one, the state has to be read. */
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,17}");

  private final MonotonicClock clock;

  /** In the order in which they were written. */
  private final Map<UUID, Remembered> series = new LinkedHashMap<>();

  RecentSeries(MonotonicClock clock) {
    this.clock = clock;
  }

  /**
   * A series as it was written, in a form that takes little memory.
   *
   * @param version the resource version, a decimal number
   * @param count how many transitions it has recorded
   * @param number of the last transition
   * @param seen the hash of what the cloud said then: with another one, it said something else
   */
  private record Remembered(
      long version, int count, long number, int seen, MonotonicTime writtenAt) {

    static Remembered of(SeriesState state, EventRecord last, MonotonicTime now) {
      return new Remembered(
          Long.parseLong(state.resourceVersion()),
          state.count(),
          last.number(),
          last.seen().hashCode(),
          now);
    }

    SeriesState state() {
      return new SeriesState(Long.toString(version), count);
    }

    boolean comesBefore(EventRecord eventRecord) {
      return number < eventRecord.number()
          || (number == eventRecord.number() && seen != eventRecord.seen().hashCode());
    }

    boolean isDeleted(MonotonicTime now) {
      return !now.isBefore(writtenAt.plus(EVENT_TTL));
    }
  }

  /** Remembers the state of a series, with the last transition in it. */
  synchronized void remember(UUID id, SeriesState state, EventRecord last) {
    var now = clock.now();
    series.remove(id);
    var eldest = series.values().iterator();
    while (eldest.hasNext() && (eldest.next().isDeleted(now) || series.size() >= MAX)) {
      eldest.remove();
    }
    if (VERSION.matcher(state.resourceVersion()).matches()) {
      series.put(id, Remembered.of(state, last, now));
    }
  }

  /**
   * Removes the state of a series, which is about to be continued.
   *
   * @param next the transition to be recorded
   * @return null if the state is not known, or if the transition may have been recorded already
   */
  synchronized @Nullable SeriesState take(UUID id, EventRecord next) {
    var remembered = series.remove(id);
    return remembered != null && remembered.comesBefore(next) && !remembered.isDeleted(clock.now())
        ? remembered.state()
        : null;
  }
}
