package io.vpcep.operator.connection;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection as its source listed it. What the cloud left out is null, never a made-up value.
 *
 * @param endpointId the VPC endpoint's ID; unique within a source
 * @param markerId the packet ID, beyond 32 bits in some responses; VPCEP only
 * @param state where it stands
 * @param domainId the account that owns the endpoint
 * @param description as its owner wrote it; VPCEP on Huawei Cloud only
 * @param createdTime when it came to be
 * @param updatedTime when it last changed; CSS leaves it out until the first change
 * @param errors why it failed, as the cloud gave them; empty unless failed
 * @param css what only a CSS cluster tells
 */
public record Connection(
    String endpointId,
    @Nullable Long markerId,
    ConnectionState state,
    @Nullable String domainId,
    @Nullable String description,
    @Nullable Instant createdTime,
    @Nullable Instant updatedTime,
    List<ConnectionError> errors,
    @Nullable CssDetails css) {

  public Connection {
    errors = List.copyOf(errors);
  }

  /** The code of the first error; null if there is none. */
  public @Nullable String errorCode() {
    return errors.isEmpty() || errors.get(0).code().isEmpty() ? null : errors.get(0).code();
  }

  /** Whether the cloud dates its last change before this time. */
  public boolean isUpdatedBefore(Instant time) {
    return updatedTime != null && updatedTime.isBefore(time);
  }

  /** Whether the cloud dates this earlier than the other. */
  public boolean isUpdatedBefore(Connection other) {
    return other.updatedTime != null && isUpdatedBefore(other.updatedTime);
  }

  /** Whether it was there before: by its creation, or by its last change if that is unknown. */
  public boolean isOlderThan(Instant time) {
    var since = createdTime == null ? updatedTime : createdTime;
    return since != null && since.isBefore(time);
  }
}
