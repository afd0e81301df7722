package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;

import io.vpcep.operator.api.CloudAccount;
import io.vpcep.operator.api.CloudAccountStatus;
import io.vpcep.operator.api.Condition;
import io.vpcep.operator.connection.AccountState;
import java.time.Instant;

/** Decides what the status of a CloudAccount should be. */
public final class AccountDecision {

  private AccountDecision() {}

  /** The status that the account should have now, and the event of getting there. */
  public static Decision<CloudAccountStatus> decide(
      CloudAccount account, AccountState state, Instant now) {
    var before = account.getStatus();
    var previous = before == null ? null : before.conditions();
    var metadata = account.getMetadata();
    var conditions = new Conditions(previous, metadata.getGeneration(), now);
    var word = state.ready() ? "True" : "False";
    conditions.add(READY, word, state.reason().word(), state.message());
    var ready = Condition.find(previous, READY);
    var notices = new Notices(before == null ? null : before.eventCount());
    if (ready == null || !ready.status().equals(word)) {
      var reason = state.ready() ? Notice.Reason.ACCOUNT_READY : Notice.Reason.ACCOUNT_NOT_READY;
      var note = state.reason().word() + ": " + state.message();
      notices.add(reason, note);
    }
    var status =
        new CloudAccountStatus(
            metadata.getGeneration(),
            state.projectId() == null && before != null ? before.projectID() : state.projectId(),
            notices.count(),
            conditions.toList());
    return new Decision<>(status, notices.toList(), null);
  }
}
