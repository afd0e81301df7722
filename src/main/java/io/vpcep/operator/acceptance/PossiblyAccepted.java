package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections that may have been accepted although the list shows them as pending: a request whose
 * response was lost may have taken effect, and a person may have been faster. Each counts as its
 * domain's until a list that was begun afterwards.
 */
final class PossiblyAccepted {

  /** How long a request may take that is under way when its decision is withdrawn. */
  static final Duration LONGEST_REQUEST = Duration.ofMinutes(1);

  private final Map<String, MonotonicTime> ends;
  private final MonotonicTime now;

  /**
   * @param known by endpoint, when its acceptance took effect at the latest
   */
  PossiblyAccepted(Map<String, MonotonicTime> known, MonotonicTime now) {
    this.ends = new HashMap<>(known);
    this.now = now;
  }

  /** An action has ended, and did not certainly fail. */
  void ended(DecisionEntry entry) {
    add(entry, now);
  }

  /** A decision was withdrawn, and its request may be under way. */
  void withdrawn(DecisionEntry entry) {
    add(entry, now.plus(LONGEST_REQUEST));
  }

  private void add(DecisionEntry entry, MonotonicTime end) {
    if (entry.action() == Action.Accept) {
      ends.put(entry.endpointID(), end);
    }
  }

  /** Forgets those of which a list tells that was begun at this time or later. */
  void settle(MonotonicTime begun) {
    ends.values().removeIf(end -> !end.isAfter(begun));
  }

  /** Counts those that are listed as pending. */
  void count(SourceListing listing, DomainUsage usage) {
    for (var endpoint : ends.keySet()) {
      var connection = listing.connections().get(endpoint);
      if (connection != null && connection.state().equals(ConnectionState.PENDING_ACCEPTANCE)) {
        usage.add(connection.domainId(), endpoint);
      }
    }
  }

  Map<String, MonotonicTime> toMap() {
    return ends;
  }
}
