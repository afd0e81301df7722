package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.SourceListing;

/**
 * Goes through what was only said to be done. What the rules still say stays open; the rest is
 * closed, and decided again.
 */
record DryRunReview(DecisionLog decisionLog, Rules rules) {

  /** Closes all of them: the policy is enforced. */
  void end() {
    decisionLog.open(Result.DryRun).forEach(this::close);
  }

  /**
   * Closes those that the rules decide otherwise by now.
   *
   * @param usage counts those that would be accepted
   */
  void review(SourceListing listing, DomainUsage usage) {
    for (var entry : decisionLog.open(Result.DryRun)) {
      if (!isStillSaid(entry, listing, usage)) {
        close(entry);
      } else if (entry.action() == Action.Accept) {
        usage.add(entry.domainID(), entry.endpointID());
      }
    }
  }

  private boolean isStillSaid(DecisionEntry entry, SourceListing listing, DomainUsage usage) {
    var connection = listing.connections().get(entry.endpointID());
    if (connection == null) {
      return true;
    }
    var ruling = rules.of(entry.endpointID(), connection.domainId(), usage);
    if (ruling instanceof Ruling.Unclear unclear) {
      return unclear.rule().equals(entry.rule());
    }
    return ruling instanceof Ruling.Decided decided
        && decided.action() == entry.action()
        && (decided.rule().equals(entry.rule()) || mayDecide(entry, connection, usage));
  }

  /** As long as connections cannot be counted, a rule may decide that a later one decides now. */
  private boolean mayDecide(DecisionEntry entry, Connection connection, DomainUsage usage) {
    return !usage.isComplete()
        && rules.allow(entry.action(), entry.rule(), entry.endpointID(), connection.domainId());
  }

  private void close(DecisionEntry entry) {
    decisionLog.put(entry.became(Result.DryRun, entry.message(), false));
  }
}
