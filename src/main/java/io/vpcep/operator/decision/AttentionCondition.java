package io.vpcep.operator.decision;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.decision.ServiceSummary.Member;
import java.util.ArrayList;
import java.util.function.Predicate;

/** What the AttentionRequired condition says of a list. */
final class AttentionCondition {

  static final String FAILED = "ConnectionsFailed";
  static final String REJECTED = "ConnectionsRejected";

  static final Readiness SETTLED =
      new Readiness(
          "False",
          "AllSettled",
          "No connection in a state of spec.attention.states needs action.",
          false);

  private AttentionCondition() {}

  static Readiness of(
      ServiceSummary summary, AttentionPolicy attention, VpcEndpointServiceSpec spec) {
    int failed = count(summary, attention, ConnectionState.FAILED, member -> true);
    int overdue = count(summary, attention, ConnectionState.PENDING_ACCEPTANCE, Member::isOverdue);
    int rejected = count(summary, attention, ConnectionState.REJECTED, member -> true);
    var reason = failed > 0 ? FAILED : overdue > 0 ? Condition.ACCEPTANCE_OVERDUE : REJECTED;
    var parts = new ArrayList<String>();
    if (failed > 0) {
      parts.add(failed + " failed");
    }
    if (overdue > 0) {
      parts.add(
          "%d waiting for acceptance longer than pendingAcceptanceTimeout (%s)"
              .formatted(overdue, GoDuration.format(PollPolicy.pendingTimeout(spec))));
    }
    if (rejected > 0) {
      parts.add(rejected + " rejected");
    }
    return parts.isEmpty()
        ? SETTLED
        : new Readiness(
            "True",
            reason,
            "Connections that need attention: %s.".formatted(String.join(", ", parts)),
            false);
  }

  private static int count(
      ServiceSummary summary,
      AttentionPolicy attention,
      ConnectionState state,
      Predicate<Member> predicate) {
    return attention.includes(state)
        ? summary.count(member -> member.isIn(state) && predicate.test(member))
        : 0;
  }
}
