package io.vpcep.operator.connection;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole list of a source at one time.
 *
 * @param connections by endpoint ID
 * @param unreadable how many further connections are listed in a way that cannot be understood
 * @param failure what is wrong with one of those; null if there are none
 * @param cluster what the list tells of a CSS cluster; null for another source
 * @param abridged whether the connections lack descriptions, messages of errors and details of CSS,
 *     which would take too much memory together
 */
public record SourceListing(
    Map<String, Connection> connections,
    int unreadable,
    @Nullable CloudFailure failure,
    @Nullable CssCluster cluster,
    boolean abridged) {

  public SourceListing {
    connections = Map.copyOf(connections);
  }

  /** The list of a source that is no CSS cluster. */
  public SourceListing(
      Map<String, Connection> connections, int unreadable, @Nullable CloudFailure failure) {
    this(connections, unreadable, failure, null, false);
  }

  /** How many connections the source lists. */
  public int size() {
    return connections.size() + unreadable;
  }
}
