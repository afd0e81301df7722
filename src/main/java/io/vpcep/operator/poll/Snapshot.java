package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a source listed when it was last read as a whole, kept up to date with what changed since.
 */
final class Snapshot {

  private static final int LITTLE = 20;

  private final MonotonicTime takenAt;
  private final Map<String, ConnectionState> states = new HashMap<>();
  private Instant latest = Instant.MIN;
  private Instant floor = Instant.MIN;
  private long toReadAgain;

  /**
   * @param takenAt when the reading of the whole list began
   */
  Snapshot(MonotonicTime takenAt) {
    this.takenAt = takenAt;
  }

  /** When the reading of the whole list began. */
  MonotonicTime takenAt() {
    return takenAt;
  }

  /** What the cloud dates before this was read. */
  Instant floor() {
    return floor;
  }

  /** The latest update that was read. */
  Instant latest() {
    return latest;
  }

  boolean lists(String endpointId) {
    return states.containsKey(endpointId);
  }

  /** How many connections there would be if these were added or changed. */
  long sizeWith(Collection<Connection> changed) {
    return states.size()
        + changed.stream().filter(connection -> !lists(connection.endpointId())).count();
  }

  /** Takes over what was read; whatever the cloud dates before the floor is known with it. */
  void add(Collection<Connection> read, Instant newFloor) {
    for (var connection : read) {
      states.put(connection.endpointId(), connection.state());
      var updated = connection.updatedTime();
      latest = updated != null && updated.isAfter(latest) ? updated : latest;
    }
    floor = newFloor;
    toReadAgain = read.stream().filter(c -> !isBefore(c.updatedTime(), newFloor)).count();
  }

  /**
   * How much to ask for first: what has to be read again, because more could be dated like it, and
   * a little more, for the usual case that little changed.
   */
  int firstPage() {
    return (int) Math.min(toReadAgain + LITTLE, ListQuery.MAX_LIMIT);
  }

  /**
   * A connection of a later whole list that is in another state, though its date says that it was
   * not touched since; null if there is none.
   */
  @Nullable Connection changedUnnoticed(Collection<Connection> list) {
    return list.stream().filter(this::isChangedUnnoticed).findFirst().orElse(null);
  }

  private boolean isChangedUnnoticed(Connection connection) {
    var known = states.get(connection.endpointId());
    var updated = connection.updatedTime();
    return known != null && !known.equals(connection.state()) && isBefore(updated, floor);
  }

  private static boolean isBefore(@Nullable Instant time, Instant other) {
    return time != null && time.isBefore(other);
  }

  /** The state of each connection. */
  Stream<ConnectionState> states() {
    return states.values().stream();
  }
}
