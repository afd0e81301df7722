package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.CssCluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param connections those that could be read, in the cloud's order
 * @param malformed those that could not; one bad item never spoils the page
 * @param totalCount how many connections match, whatever the page holds
 * @param cluster what it tells of a CSS cluster; null for another source
 */
public record Page(
    List<Connection> connections,
    List<Malformed> malformed,
    long totalCount,
    @Nullable CssCluster cluster) {

  public Page {
    connections = List.copyOf(connections);
    malformed = List.copyOf(malformed);
  }

  /** A page of a source that is no CSS cluster. */
  public Page(List<Connection> connections, List<Malformed> malformed, long totalCount) {
    this(connections, malformed, totalCount, null);
  }

  /** How many items the cloud sent: what the next offset grows by. */
  public int size() {
    return connections.size() + malformed.size();
  }

  /**
   * An item that lacks what is mandatory.
   *
   * @param endpointId its ID, where at least that could be read
   * @param markerId its marker, where that could be read
   * @param failure what was wrong with it
   */
  public record Malformed(
      @Nullable String endpointId, @Nullable Long markerId, CloudFailure failure) {}
}
