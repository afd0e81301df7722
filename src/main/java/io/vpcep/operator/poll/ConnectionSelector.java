package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.Connection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which connection of a source is meant; exactly one of the two is set.
 *
 * @param endpointId the VPC endpoint's ID
 * @param markerId the marker ID; VPCEP only
 */
public record ConnectionSelector(@Nullable String endpointId, @Nullable Long markerId) {

  public ConnectionSelector {
    if ((endpointId == null) == (markerId == null)) {
      throw new IllegalArgumentException("an identity is either an endpoint ID or a marker ID");
    }
  }

  boolean matches(Connection connection) {
    return endpointId != null
        ? endpointId.equals(connection.endpointId())
        : Objects.equals(markerId, connection.markerId());
  }

  /** Asks for this connection alone. */
  ListQuery query() {
    return endpointId != null
        ? ListQuery.ofEndpoint(endpointId)
        : ListQuery.ofMarker(Objects.requireNonNull(markerId));
  }
}
