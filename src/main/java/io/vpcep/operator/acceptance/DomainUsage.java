package io.vpcep.operator.acceptance;

import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * How many connections each domain has at the service, with those that are being accepted. States
 * that the documents do not name count: a limit is rather reached too early.
 */
final class DomainUsage {

  private static final Set<ConnectionState> UNCOUNTED =
      Set.of(ConnectionState.PENDING_ACCEPTANCE, ConnectionState.REJECTED, ConnectionState.FAILED);

  private final Map<String, Integer> counts = new HashMap<>();
  private final boolean isComplete;

  /**
   * @param isWhole whether the list was read as a whole in one sweep
   */
  DomainUsage(SourceListing listing, boolean isWhole) {
    this.isComplete = isWhole && listing.unreadable() == 0;
    for (var connection : listing.connections().values()) {
      var domain = connection.domainId();
      if (domain == null || UNCOUNTED.contains(connection.state())) {
        continue;
      }
      add(domain);
    }
  }

  /** A connection of the domain is being accepted. */
  void add(String domain) {
    counts.merge(domain, 1, Integer::sum);
  }

  /** Whether the counts are right: no connection may be missing from the list. */
  boolean isComplete() {
    return isComplete;
  }

  int of(String domain) {
    return counts.getOrDefault(domain, 0);
  }
}
