package io.vpcep.operator.acceptance;

import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many connections each domain has at the service, with those that are being accepted. States
 * that the documents do not name count: a limit is rather reached too early.
 */
final class DomainUsage {

  private static final Set<ConnectionState> UNCOUNTED =
      Set.of(ConnectionState.PENDING_ACCEPTANCE, ConnectionState.REJECTED, ConnectionState.FAILED);

  private final Map<String, Set<String>> endpoints = new HashMap<>();
  private final boolean isComplete;

  /**
   * @param isWhole whether the list was read as a whole in one sweep
   */
  DomainUsage(SourceListing listing, boolean isWhole) {
    this.isComplete = isWhole && listing.unreadable() == 0;
    for (var connection : listing.connections().values()) {
      if (!UNCOUNTED.contains(connection.state())) {
        add(connection.domainId(), connection.endpointId());
      }
    }
  }

  /** An endpoint of the domain is being accepted, or may have been. */
  void add(@Nullable String domain, String endpointId) {
    if (domain != null) {
      endpoints.computeIfAbsent(domain, key -> new HashSet<>()).add(endpointId);
    }
  }

  /** Whether the counts are right: no connection may be missing from the list. */
  boolean isComplete() {
    return isComplete;
  }

  /** How many connections the domain has, without that of an endpoint. */
  long without(String endpointId, String domain) {
    return endpoints.getOrDefault(domain, Set.of()).stream()
        .filter(other -> !other.equals(endpointId))
        .count();
  }
}
