package io.vpcep.operator.poll;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ListedConnection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps each value that many connections of a list have in common once. */
final class SharedValues {

  private final Map<Object, Object> values = new HashMap<>();

  /** What is kept of a connection. */
  ListedConnection listed(Connection connection) {
    var errors = connection.errors();
    return new ListedConnection(
        connection.endpointId(),
        connection.markerId(),
        shared(connection.state()),
        sharedOrNull(connection.domainId()),
        connection.createdTime(),
        connection.updatedTime(),
        errors.isEmpty() || errors.get(0).code().isEmpty() ? null : shared(errors.get(0).code()));
  }

  private @Nullable String sharedOrNull(@Nullable String value) {
    return value == null ? null : shared(value);
  }

  @SuppressWarnings("unchecked") // each value is its own key
  private <T> T shared(T value) {
    return (T) values.computeIfAbsent(value, same -> same);
  }
}
