package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a source listed when it was last read as a whole, kept up to date with what changed since.
 */
final class Snapshot {

  private static final int LITTLE = 20;

  private final MonotonicTime takenAt;
  private final boolean complete;
  private final Map<String, Connection> connections = new HashMap<>();
  private Instant watermark = Instant.MIN;
  private long toReadAgain;
  private long room;
  private @Nullable SourceListing listing;
  private @Nullable Map<String, Integer> stateCounts;

  /**
   * @param takenAt when the reading of the whole list began
   * @param complete whether the list certainly lacked nothing
   */
  Snapshot(MonotonicTime takenAt, boolean complete) {
    this.takenAt = takenAt;
    this.complete = complete;
  }

  /** When the reading of the whole list began. */
  MonotonicTime takenAt() {
    return takenAt;
  }

  /** Whether it is the list as it is, if what changed is added. */
  boolean isComplete() {
    return complete;
  }

  /** What the cloud dates before this was read. */
  Instant watermark() {
    return watermark;
  }

  /** For how many more characters of text there is room; negative once texts were left out. */
  long room() {
    return room;
  }

  /** What was listed by endpoint. */
  Map<String, Connection> connections() {
    return connections;
  }

  boolean lists(String endpointId) {
    return connections.containsKey(endpointId);
  }

  /** How many connections there would be if these were added or changed. */
  long sizeWith(Map<String, Connection> changed) {
    return connections.size() + changed.keySet().stream().filter(id -> !lists(id)).count();
  }

  /**
   * Takes over what was read; whatever the cloud dates before the watermark is known with it.
   *
   * @param newRoom for how many more characters of text there is room; negative once texts were
   *     left out
   */
  void add(Map<String, Connection> read, Instant newWatermark, long newRoom) {
    read.forEach(this::add);
    watermark = newWatermark;
    room = newRoom;
    toReadAgain =
        read.values().stream().filter(listed -> !listed.isUpdatedBefore(newWatermark)).count();
  }

  private void add(String endpointId, Connection read) {
    if (!read.equals(connections.put(endpointId, read))) {
      listing = null;
      stateCounts = null;
    }
  }

  /** All that is listed; the same object for as long as nothing changes. */
  SourceListing listing() {
    var present = listing;
    if (present == null) {
      present = new SourceListing(connections, 0, null, null, room < 0);
      listing = present;
    }
    return present;
  }

  /**
   * How much to ask for first: what has to be read again, because more could be dated like it, and
   * a little more, for the usual case that little changed.
   */
  int firstPage() {
    return (int) Math.min(toReadAgain + LITTLE, ListQuery.MAX_LIMIT);
  }

  /**
   * Whether a connection was dated later before than it is now, though that was no time in the
   * future.
   */
  boolean isAheadOf(Map<String, Connection> read, CloudClockBound.Moment now) {
    return read.entrySet().stream()
        .anyMatch(
            entry -> {
              var known = connections.get(entry.getKey());
              return known != null
                  && known.updatedTime() != null
                  && now.isPast(known.updatedTime())
                  && entry.getValue().isUpdatedBefore(known);
            });
  }

  /** How many connections are in each state; the same object for as long as nothing changes. */
  Map<String, Integer> stateCounts() {
    var present = stateCounts;
    if (present == null) {
      present = SweepResult.stateCounts(connections.values());
      stateCounts = present;
    }
    return present;
  }
}
