package io.vpcep.operator.poll;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.poll.CloudClockBound.Moment;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a source from sweep to sweep, and which kind of sweep is the cheapest with
 * that. Used by one sweep at a time.
 */
final class SweepPlanner {

  /** The cloud dates in whole seconds, and may show a change a moment after it has dated it. */
  private static final Duration OVERLAP = Duration.ofSeconds(5);

  private final SortCapability sorting;
  private final FailureLog failureLog = new FailureLog();
  private final Duration fullSweepEvery;
  private ClockOffset clockOffset = new ClockOffset();
  private @Nullable Snapshot snapshot;
  private List<String> missed = List.of();
  private long total;

  /**
   * @param fullSweepEvery for how long changes alone are read; zero for never
   */
  SweepPlanner(SortCapability sorting, Duration fullSweepEvery) {
    this.sorting = sorting;
    this.fullSweepEvery = fullSweepEvery;
  }

  /** What the last whole list held; null if it was not kept. */
  @Nullable Snapshot snapshot() {
    return snapshot;
  }

  /** What the service has shown of itself. */
  SortCapability sorting() {
    return sorting;
  }

  /** Logs how its sweeps end. */
  FailureLog failureLog() {
    return failureLog;
  }

  /**
   * The cheapest kind of sweep that does what the task asks for.
   *
   * @param canFilter whether the service lists single connections
   */
  SweepKind plan(SourcePoll.Task task, boolean canFilter, MonotonicTime now) {
    if (canFilter
        && !task.wantsList()
        && task.known().size() < callsOfListing(task.wanted().interval())) {
      return SweepKind.LOOK_UP;
    }
    boolean fullIsDue =
        snapshot == null
            || !snapshot.isComplete()
            || task.wanted().whole()
            || !now.isBefore(snapshot.takenAt().plus(fullSweepEvery));
    long unseen = task.unseen();
    return fullIsDue || sorting.sortKey() == null || (unseen > 0 && unseen + 1 >= pages())
        ? SweepKind.FULL
        : SweepKind.INCREMENTAL;
  }

  /** How many calls a sweep takes on average if it reads the list, whole or what changed. */
  private double callsOfListing(Duration interval) {
    return pages() == 1 || !readsChanges(interval)
        ? pages()
        : 1 + (double) pages() * interval.toMillis() / fullSweepEvery.toMillis();
  }

  /**
   * How many calls the sweeps of the source will take, if they are like the last one.
   *
   * @param task of the last one
   * @param interval how often it is read while nothing is expected to change
   */
  SweepCost cost(SourcePoll.Task task, Duration interval) {
    if (task.result().kind() == SweepKind.LOOK_UP) {
      return new SweepCost(task.known().size(), 0);
    }
    boolean canBuildOnSnapshot = snapshot != null && snapshot.isComplete();
    return pages() > 1 && canBuildOnSnapshot && readsChanges(interval)
        ? new SweepCost(1, pages() / (fullSweepEvery.toMillis() / 1000.0))
        : new SweepCost(pages(), 0);
  }

  private boolean readsChanges(Duration interval) {
    return sorting.sortKey() != null && fullSweepEvery.compareTo(interval) > 0;
  }

  private long pages() {
    return Math.max(1, (total + ListQuery.MAX_LIMIT - 1) / ListQuery.MAX_LIMIT);
  }

  /**
   * Takes over a whole list. One of several pages is not built on if a connection may have come
   * while they were read: together with one that went, it could hide a third between two pages, and
   * the count would be right for ever.
   */
  void listed(Listing listing, Moment start, Moment end) {
    var before = snapshot;
    var read = listing.connections();
    if (before != null && before.isAheadOf(read, end)) {
      clockOffset = new ClockOffset();
    } else if (before != null) {
      detectUndatedChanges(before, read);
    }
    missed = List.of();
    total = read.size();
    snapshot = null;
    if (sorting.sortKey() != null && read.values().stream().allMatch(SweepPlanner::isDated)) {
      var watermark = watermark(read.values(), start, end);
      boolean complete =
          listing.calls() == 1
              || read.entrySet().stream()
                  .allMatch(
                      listed ->
                          listed.getValue().isOlderThan(watermark)
                              || (before != null && before.lists(listed.getKey())));
      snapshot = new Snapshot(start.time(), complete);
      snapshot.add(read, watermark, listing.room());
    }
  }

  /** The list has more connections than are read; those that are watched are looked up if few. */
  void isTooLarge() {
    drop();
    total = PollLimits.MAX_CONNECTIONS + 1L;
  }

  /** Takes over what changed, which with the snapshot makes the list as it is. */
  void changed(ChangeListing changes, Moment start, Moment end) {
    var read = changes.connections();
    requireNonNull(snapshot).add(read, watermark(read.values(), start, end), changes.room());
    total = changes.total();
  }

  /** Connections that a list by update time should have shown; the whole list will tell why. */
  void missed(List<String> endpoints) {
    missed = endpoints;
  }

  /** The list is not read as a whole any more. */
  void drop() {
    snapshot = null;
    missed = List.of();
  }

  /**
   * A sweep has ended. After a failure that is not a cloud's trouble, nothing tells that the source
   * goes on where it was left: it may have been restored from a backup, for example.
   */
  void ended(@Nullable CloudFailure failure) {
    if (failure != null
        && !Reason.CLOUD_IN_TROUBLE.contains(failure.reason())
        && !Reason.NOT_ASKED.contains(failure.reason())) {
      drop();
      clockOffset = new ClockOffset();
    }
  }

  private void detectUndatedChanges(Snapshot before, Map<String, Connection> read) {
    for (var item : read.entrySet()) {
      var listed = item.getValue();
      var known = before.connections().get(item.getKey());
      if (known != null
          && !known.state().equals(listed.state())
          && listed.isUpdatedBefore(before.watermark())) {
        sorting.distrust(
            "connection %s is %s, and the latest updates did not show it"
                .formatted(item.getKey(), listed.state()));
        return;
      }
    }
    for (var endpoint : missed) {
      var listed = read.get(endpoint);
      if (listed != null && listed.equals(before.connections().get(endpoint))) {
        sorting.distrust("connection %s was not among the latest updates".formatted(endpoint));
        return;
      }
    }
  }

  /** Before which date all is known after what began to be read at {@code start}. */
  private Instant watermark(Collection<Connection> read, Moment start, Moment end) {
    read.stream()
        .map(listed -> requireNonNull(listed.updatedTime()))
        .filter(end::isPast)
        .forEach(updated -> clockOffset.wrote(updated, end.time()));
    var atStart = clockOffset.atLeast(start.time());
    if (atStart.equals(Instant.MIN)) {
      return atStart;
    }
    // A date that is a little in the future is taken for one of the cloud's clock, were it not for
    // ours.
    return (atStart.isBefore(start.earliest()) ? atStart : start.earliest()).minus(OVERLAP);
  }

  private static boolean isDated(Connection listed) {
    return listed.updatedTime() != null;
  }
}
