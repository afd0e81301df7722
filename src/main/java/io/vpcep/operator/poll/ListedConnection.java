package io.vpcep.operator.poll;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a connection that a source lists, watched or not.
 *
 * @param state where it stands
 * @param created when it came to be; null where the cloud left it out
 * @param updated when it last changed; null where the cloud left it out
 */
record ListedConnection(
    ConnectionState state, @Nullable Instant created, @Nullable Instant updated) {

  /**
   * @param words the states so far, so that each is kept once
   */
  static ListedConnection of(Connection connection, Map<ConnectionState, ConnectionState> words) {
    return new ListedConnection(
        words.computeIfAbsent(connection.state(), word -> word),
        connection.createdTime(),
        connection.updatedTime());
  }

  /** Whether it was there before: by its creation, or by its last change if that is unknown. */
  boolean isOlderThan(Instant time) {
    var since = created == null ? updated : created;
    return since != null && since.isBefore(time);
  }

  boolean isBefore(Instant time) {
    return updated != null && updated.isBefore(time);
  }

  /** Whether the cloud dates this earlier than the other. */
  boolean isBefore(ListedConnection other) {
    return other.updated != null && isBefore(other.updated);
  }
}
