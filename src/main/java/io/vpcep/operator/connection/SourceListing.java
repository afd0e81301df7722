package io.vpcep.operator.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole list of a source at one time.
 *
 * @param connections by endpoint ID
 * @param unreadable how many further connections are listed in a way that cannot be understood
 * @param failure what is wrong with one of those; null if there are none
 */
public record SourceListing(
    Map<String, ListedConnection> connections, int unreadable, @Nullable CloudFailure failure) {

  public SourceListing {
    connections = Map.copyOf(connections);
  }

  /** How many connections the source lists. */
  public int size() {
    return connections.size() + unreadable;
  }
}
