package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Which of the decisions that are under way are requested now: those that the stored status shows,
 * and that the policy would make again. Asking for one twice does nothing as long as it is under
 * way.
 */
final class ActionRequests {

  private static final String CHANGED = "Nothing was requested: the policy has changed.";

  private final VpcEndpointAcceptancePolicy policy;
  private final DecisionLog decisionLog;
  private final OutcomeRecorder outcomes;
  private final Rules rules;
  private boolean needWholeList;

  ActionRequests(
      VpcEndpointAcceptancePolicy policy,
      Rules rules,
      DecisionLog decisionLog,
      OutcomeRecorder outcomes) {
    this.policy = policy;
    this.decisionLog = decisionLog;
    this.outcomes = outcomes;
    this.rules = rules;
  }

  /** Withdraws what the present policy does not ask for. */
  void withdraw(boolean mayEverAct) {
    for (var entry : decisionLog.open(Result.Started)) {
      if (!mayEverAct
          || !policy.getSpec().enforces()
          || !rules.allow(entry.action(), entry.rule(), entry.endpointID(), entry.domainID())) {
        outcomes.withdraw(entry, CHANGED);
      }
    }
  }

  /**
   * What is requested.
   *
   * @param usage counts each of them, and those that are withdrawn: they may be under way
   * @param most how many at most
   */
  List<PlannedAction> list(SourceListing listing, DomainUsage usage, int most) {
    var actions = new ArrayList<PlannedAction>();
    for (var entry : decisionLog.open(Result.Started)) {
      if (!isAsDecided(entry, listing) || decisionLog.done(entry.endpointID()) != null) {
        outcomes.withdraw(entry, "Nothing was requested: the connection has changed.");
        continue;
      }
      var ruling = rules.of(entry.endpointID(), entry.domainID(), usage);
      if (ruling instanceof Ruling.Limited) {
        outcomes.withdraw(
            entry, "Nothing was requested: its domain has reached maxConnectionsPerDomain.");
        count(entry, usage);
      } else if (ruling instanceof Ruling.Decided) {
        if (actions.size() < most) {
          actions.add(PlannedAction.of(entry, policy));
        }
        count(entry, usage);
      } else if (ruling instanceof Ruling.Unclear) {
        needWholeList = true;
      }
    }
    return actions;
  }

  /** Whether one of those that are under way waits for a list that was read as a whole. */
  boolean needWholeList() {
    return needWholeList;
  }

  private static void count(DecisionEntry entry, DomainUsage usage) {
    if (entry.action() == Action.Accept) {
      usage.add(entry.domainID(), entry.endpointID());
    }
  }

  private static boolean isAsDecided(DecisionEntry entry, SourceListing listing) {
    var connection = listing.connections().get(entry.endpointID());
    return connection != null
        && connection.state().equals(ConnectionState.PENDING_ACCEPTANCE)
        && Objects.equals(connection.domainId(), entry.domainID())
        && Objects.equals(connection.markerId(), entry.markerID());
  }
}
