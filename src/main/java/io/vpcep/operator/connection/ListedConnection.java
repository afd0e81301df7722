package io.vpcep.operator.connection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a connection that a source lists, watched by a resource or not.
 *
 * @param endpointId the VPC endpoint's ID; unique within a source
 * @param markerId the packet ID; VPCEP only
 * @param state where it stands
 * @param domainId the account that owns the endpoint
 * @param created when it came to be; null where the cloud left it out
 * @param updated when it last changed; null where the cloud left it out
 * @param errorCode the first error of a failed connection; null if there is none
 */
public record ListedConnection(
    String endpointId,
    @Nullable Long markerId,
    ConnectionState state,
    @Nullable String domainId,
    @Nullable Instant created,
    @Nullable Instant updated,
    @Nullable String errorCode) {

  /** Whether the cloud dates its last change before this time. */
  public boolean isBefore(Instant time) {
    return updated != null && updated.isBefore(time);
  }

  /** Whether the cloud dates this earlier than the other. */
  public boolean isBefore(ListedConnection other) {
    return other.updated != null && isBefore(other.updated);
  }

  /** Whether it was there before: by its creation, or by its last change if that is unknown. */
  public boolean isOlderThan(Instant time) {
    var since = created == null ? updated : created;
    return since != null && since.isBefore(time);
  }
}
