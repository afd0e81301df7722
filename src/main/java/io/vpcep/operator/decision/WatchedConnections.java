package io.vpcep.operator.decision;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.connection.Connection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a source that a VpcEndpointConnection of their own reports.
 *
 * @param endpointIds of those that are named by endpoint
 * @param markerIds of those that are named by marker
 */
public record WatchedConnections(Set<String> endpointIds, Set<Long> markerIds) {

  /** No connection has a resource of its own. */
  public static final WatchedConnections NONE = new WatchedConnections(Set.of(), Set.of());

  public WatchedConnections {
    endpointIds = Set.copyOf(endpointIds);
    markerIds = Set.copyOf(markerIds);
  }

  /** The connections that these resources of one source report. */
  public static WatchedConnections reportedBy(Stream<VpcEndpointConnection> resources) {
    return namedBy(resources.filter(WatchedConnections::hasState));
  }

  /** The connections that these resources of one source name, whether or not they report them. */
  public static WatchedConnections namedBy(Stream<VpcEndpointConnection> resources) {
    var specs = resources.map(VpcEndpointConnection::getSpec).toList();
    return new WatchedConnections(
        specs.stream()
            .flatMap(spec -> Stream.ofNullable(spec.endpointID()))
            .collect(Collectors.toSet()),
        specs.stream()
            .flatMap(spec -> Stream.ofNullable(spec.markerID()))
            .collect(Collectors.toSet()));
  }

  /** One that was never read, such as for want of its account, reports nothing. */
  private static boolean hasState(VpcEndpointConnection resource) {
    return resource.getStatus() != null && resource.getStatus().state() != null;
  }

  /** Whether this connection is among them. */
  public boolean contains(Connection connection) {
    return contains(connection.endpointId(), connection.markerId());
  }

  /** Whether the connection of this endpoint, or with this marker, is among them. */
  public boolean contains(String endpointId, @Nullable Long markerId) {
    return endpointIds.contains(endpointId) || (markerId != null && markerIds.contains(markerId));
  }
}
