package io.vpcep.operator.poll;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a source from sweep to sweep, and which kind of sweep is the cheapest with
 * that. Used by one sweep at a time.
 */
final class Memory {

  /** The cloud dates in whole seconds, and may show a change a moment after it has dated it. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final ServiceTraits traits;
  private final Duration fullSweepEvery;
  private final CloudTime cloudTime = new CloudTime();
  private @Nullable Snapshot snapshot;
  private long total = -1;

  /**
   * @param fullSweepEvery for how long changes alone are read; zero for never
   */
  Memory(ServiceTraits traits, Duration fullSweepEvery) {
    this.traits = traits;
    this.fullSweepEvery = fullSweepEvery;
  }

  /** What the last whole list held; null if it cannot be kept up to date. */
  @Nullable Snapshot snapshot() {
    return snapshot;
  }

  /** What the service has shown of itself. */
  ServiceTraits traits() {
    return traits;
  }

  /** The cheapest kind of sweep that answers the task. */
  SweepKind plan(SourcePoll.Task task, MonotonicTime now) {
    if (total >= 0 && task.known().size() < callsOfListing(task.interval())) {
      return SweepKind.LOOK_UP;
    }
    boolean fullIsDue =
        snapshot == null || task.whole() || !now.isBefore(snapshot.takenAt().plus(fullSweepEvery));
    long unseen = task.unseen();
    return fullIsDue || traits.sortKey() == null || (unseen > 0 && unseen + 1 >= pages())
        ? SweepKind.FULL
        : SweepKind.INCREMENTAL;
  }

  /** How many calls a sweep takes on average if it reads the list, whole or what changed. */
  private double callsOfListing(Duration interval) {
    if (pages() == 1 || traits.sortKey() == null || fullSweepEvery.compareTo(interval) <= 0) {
      return pages();
    }
    return 1 + (double) pages() * interval.toMillis() / fullSweepEvery.toMillis();
  }

  private long pages() {
    return Math.max(1, (total + ListQuery.MAX_LIMIT - 1) / ListQuery.MAX_LIMIT);
  }

  /**
   * Takes over a whole list. One of several pages is not kept if a connection may have come while
   * they were read: together with one that went, it could hide a third between two pages, and the
   * count would be right for ever.
   */
  void listed(Listing listing, MonotonicTime start, MonotonicTime end) {
    var list = listing.connections();
    noticeWhatDatesDoNotTell(list);
    total = list.size();
    snapshot = null;
    if (list.stream().allMatch(connection -> connection.updatedTime() != null)) {
      var floor = floor(list, start, end);
      if (listing.calls() == 1 || list.stream().allMatch(c -> isOlder(c, floor))) {
        snapshot = new Snapshot(start);
        snapshot.add(list, floor);
      }
    }
  }

  /** Takes over what changed, which with the snapshot makes the list as it is. */
  void changed(Changes changes, MonotonicTime start, MonotonicTime end) {
    var known = requireNonNull(snapshot);
    known.add(changes.connections(), floor(changes.connections(), start, end));
    total = changes.total();
  }

  /** The list is not read as a whole any more. */
  void drop() {
    snapshot = null;
  }

  private void noticeWhatDatesDoNotTell(Collection<Connection> list) {
    var missed = snapshot == null ? null : snapshot.changedUnnoticed(list);
    if (missed != null) {
      traits.distrust(
          "connection %s is %s, and the latest updates did not show it"
              .formatted(missed.endpointId(), missed.state()));
    }
  }

  /** Before which date all is known after what began to be read at {@code start}. */
  private Instant floor(Collection<Connection> read, MonotonicTime start, MonotonicTime end) {
    for (var connection : read) {
      cloudTime.wrote(requireNonNull(connection.updatedTime()), end);
    }
    var atStart = cloudTime.atLeast(start);
    return atStart.equals(Instant.MIN) ? atStart : atStart.minus(OVERLAP);
  }

  private static boolean isOlder(Connection connection, Instant floor) {
    var created = connection.createdTime();
    return requireNonNull(created == null ? connection.updatedTime() : created).isBefore(floor);
  }
}
