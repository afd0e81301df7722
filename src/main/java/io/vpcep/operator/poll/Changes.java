package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.Connection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * A walk from the latest change back to what is known. What a page showed is true; that nothing
 * else changed is told by the walk as a whole.
 */
final class Changes {

  private final Map<String, Connection> connections = new HashMap<>();
  private final Instant floor;
  private Instant latest = Instant.MIN;
  private long total = -1;
  private boolean doubtful;
  private boolean sorted = true;
  private boolean reachedTheFloor;

  private Changes(Instant floor) {
    this.floor = floor;
  }

  /**
   * Walks.
   *
   * @param floor what is dated before it is known
   * @param firstPage how large the first page is
   * @throws CloudException when a page cannot be read
   */
  static Changes since(Instant floor, int firstPage, String sortKey, Listing.PageReader reader)
      throws CloudException {
    var changes = new Changes(floor);
    int offset = 0;
    int limit = firstPage;
    do {
      var page = reader.read(ListQuery.changesFrom(offset, limit, sortKey));
      changes.add(page);
      if (page.size() == 0) {
        break;
      }
      offset += page.size();
      limit = ListQuery.MAX_LIMIT;
    } while (!changes.reachedTheFloor && !changes.doubtful && offset < changes.total);
    return changes;
  }

  /** What was read: all that changed, and a little of what did not. */
  Collection<Connection> connections() {
    return connections.values();
  }

  /**
   * Whether the latest changes came first, each with its time: also that of which the snapshot
   * knows, unless its connection went.
   */
  boolean isSorted(Snapshot snapshot) {
    return sorted && (!hasTheSizeOf(snapshot) || !latest.isBefore(snapshot.latest()));
  }

  /** How many connections the source has. */
  long total() {
    return total;
  }

  /** Whether this and the snapshot together are what the source lists now. */
  boolean completes(Snapshot snapshot) {
    return !doubtful && isSorted(snapshot) && hasTheSizeOf(snapshot);
  }

  private boolean hasTheSizeOf(Snapshot snapshot) {
    return snapshot.sizeWith(connections()) == total;
  }

  private void add(Page page) {
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
      latest = updated.isAfter(latest) ? updated : latest;
      reachedTheFloor |= updated.isBefore(floor);
      connections.put(connection.endpointId(), connection);
    }
  }
}
