package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicy;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.time.Now;
import java.util.List;
import java.util.Map;

/**
 * What a decision depends on.
 *
 * @param policy with its status, which holds the earlier decisions
 * @param seen the list of the service
 * @param approval whether new connections of the service wait for acceptance
 * @param isEnabled whether the operator may accept and reject
 * @param rivals the names of the other policies of the namespace for the same service
 * @param reports the outcomes of actions, by the number of their decisions
 * @param memory what the last decision of this process left
 */
public record AcceptanceInput(
    VpcEndpointAcceptancePolicy policy,
    Observation seen,
    Approval approval,
    boolean isEnabled,
    List<String> rivals,
    Map<Long, ActionReport> reports,
    AcceptanceMemory memory,
    PollPolicy pollPolicy,
    Now now) {

  public AcceptanceInput {
    rivals = List.copyOf(rivals);
    reports = Map.copyOf(reports);
  }
}
