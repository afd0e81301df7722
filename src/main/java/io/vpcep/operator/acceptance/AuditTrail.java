package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.EventSequence;

/**
 * The events of a policy: what it would do, did, and could not do, each with endpoint, domain and
 * rule.
 */
record AuditTrail(EventSequence events) {

  void wouldAct(DecisionEntry entry) {
    boolean accepts = entry.action() == Action.Accept;
    add(
        accepts ? EventRecord.Reason.WOULD_ACCEPT : EventRecord.Reason.WOULD_REJECT,
        entry,
        (accepts ? "Would accept %s." : "Would reject %s.").formatted(what(entry)));
  }

  void acted(DecisionEntry entry) {
    boolean accepts = entry.action() == Action.Accept;
    add(
        accepts ? EventRecord.Reason.ACCEPTED : EventRecord.Reason.REJECTED,
        entry,
        (accepts ? "Accepted %s." : "Rejected %s.").formatted(what(entry)));
  }

  /** The list shows it done, and no report tells who did it. */
  void found(DecisionEntry entry) {
    boolean accepts = entry.action() == Action.Accept;
    add(
        accepts ? EventRecord.Reason.ACCEPTED : EventRecord.Reason.REJECTED,
        entry,
        "The connection was already %s, by this policy or by somebody else: %s."
            .formatted(accepts ? "accepted" : "rejected", what(entry)));
  }

  void failed(DecisionEntry entry, String message) {
    boolean accepts = entry.action() == Action.Accept;
    add(
        EventRecord.Reason.ACTION_FAILED,
        entry,
        (accepts ? "Cannot accept %s: %s" : "Cannot reject %s: %s")
            .formatted(what(entry), message));
  }

  private void add(EventRecord.Reason reason, DecisionEntry entry, String note) {
    events.add(reason, note, entry.number(), entry.endpointID());
  }

  private static String what(DecisionEntry entry) {
    return "endpoint %s of domain %s (rule %s)"
        .formatted(entry.endpointID(), entry.domainID(), entry.rule());
  }
}
