package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.Connection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A walk from the latest change back to what is known. What a page showed is true; that nothing
 * else changed is shown by the walk as a whole. Times in the future stand before all others, and
 * are passed over.
 */
final class ChangeListing {

  private final Snapshot snapshot;
  private final Map<String, Connection> connections = new HashMap<>();
  private final SharedValues values;
  private List<String> missedByFirstPage = List.of();
  private Instant oldest = Instant.MAX;
  private long total = -1;
  private boolean doubtful;
  private boolean sorted = true;
  private boolean reachedTheWatermark;

  private ChangeListing(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.values = new SharedValues(snapshot.room());
  }

  /**
   * Walks.
   *
   * @throws CloudException when a page cannot be read
   */
  static ChangeListing since(
      Snapshot snapshot, String sortKey, ReadBudget budget, Listing.PageReader reader)
      throws CloudException {
    var changes = new ChangeListing(snapshot);
    int offset = 0;
    int limit = snapshot.firstPage();
    do {
      budget.check();
      budget.calls();
      var page = reader.read(ListQuery.changesFrom(offset, limit, sortKey));
      budget.read(page);
      changes.add(page, offset == 0);
      if (page.size() == 0) {
        break;
      }
      offset += page.size();
      limit = ListQuery.MAX_LIMIT;
    } while (!changes.reachedTheWatermark && !changes.doubtful && offset < changes.total);
    return changes;
  }

  /** What was read, by endpoint: all that changed, and a little of what did not. */
  Map<String, Connection> connections() {
    return connections;
  }

  /** For how many more characters of text there is room; negative once texts were left out. */
  long room() {
    return values.room();
  }

  /** Whether the latest changes came first, each with its time. */
  boolean isSorted() {
    return sorted;
  }

  /** How many connections the source has. */
  long total() {
    return total;
  }

  /**
   * Whether this and the snapshot together are what the source lists now: the walk continues what
   * is known without a gap. Nothing has an older date than it had, and what is known to be as late
   * as what was read was read.
   *
   * @param now tells the dates of what can have happened, which do not go back, from others
   */
  boolean completes(CloudClockBound.Moment now) {
    return !doubtful
        && hasTheSizeOfTheSnapshot()
        && !snapshot.isAheadOf(connections, now)
        && missed().isEmpty();
  }

  /**
   * Connections that the first page should have shown because of what is known of them. If they
   * turn out to be as they were, the list is not in the order that was asked for.
   */
  List<String> missedByFirstPage() {
    return doubtful || !hasTheSizeOfTheSnapshot() ? List.of() : missedByFirstPage;
  }

  private boolean hasTheSizeOfTheSnapshot() {
    return snapshot.sizeWith(connections) == total;
  }

  private List<String> missed() {
    return snapshot.connections().entrySet().stream()
        .filter(known -> isLaterThanOldest(known.getValue()))
        .map(Map.Entry::getKey)
        .filter(endpoint -> !connections.containsKey(endpoint))
        .toList();
  }

  private boolean isLaterThanOldest(Connection known) {
    return known.updatedTime() != null && known.updatedTime().isAfter(oldest);
  }

  private void add(Page page, boolean isFirst) {
    doubtful |= !page.malformed().isEmpty() || (total >= 0 && total != page.totalCount());
    total = page.totalCount();
    var last = Instant.MAX;
    for (var connection : page.connections()) {
      var updated = connection.updatedTime();
      if (updated == null || updated.isAfter(last)) {
        sorted = false;
        doubtful = true;
        return;
      }
      last = updated;
      add(connection, updated);
    }
    if (isFirst) {
      missedByFirstPage = missed();
    }
  }

  private void add(Connection connection, Instant updated) {
    oldest = updated.isBefore(oldest) ? updated : oldest;
    reachedTheWatermark |= updated.isBefore(snapshot.watermark());
    connections.put(connection.endpointId(), values.kept(connection));
  }
}
