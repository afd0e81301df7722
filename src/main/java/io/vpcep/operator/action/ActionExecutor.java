package io.vpcep.operator.action;

import io.vpcep.operator.action.ActionOutcome.Done;
import io.vpcep.operator.action.ActionOutcome.Failed;
import io.vpcep.operator.action.ActionOutcome.NotSent;
import io.vpcep.operator.action.ActionOutcome.Reason;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.CloudAction;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.poll.SourceGate;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.source.Capability;
import io.vpcep.operator.source.SourceClient;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries out actions, each in a request of its own. An action takes the way of a sweep's call: the
 * threads of its API, the circuit breaker, the account's session and its rate limiter. Nothing is
 * retried here: as long as an action is called for, it is decided again.
 */
public final class ActionExecutor {

  private final Function<Source.Kind, SourceClient> clients;
  private final AccountAccess access;
  private final SourceGate gate;
  private final BooleanSupplier leads;

  /**
   * An executor.
   *
   * @param leads whether this replica may change a cloud; asked before each request
   */
  public ActionExecutor(
      Function<Source.Kind, SourceClient> clients,
      AccountAccess access,
      SourceGate gate,
      BooleanSupplier leads) {
    this.clients = clients;
    this.access = access;
    this.gate = gate;
    this.leads = leads;
  }

  /**
   * Carries an action out in this thread, which may wait for the rate limiter and for a login.
   *
   * @param stillHolds asked just before the request whether it is to be made
   */
  ActionOutcome execute(CloudAction action, BooleanSupplier stillHolds) {
    var source = action.source();
    var client = clients.apply(source.source().kind());
    if (!client.capabilities().contains(Capability.ACCEPT)) {
      return new NotSent(Reason.NOT_SUPPORTED);
    }
    if (!gate.admits(source)) {
      return new NotSent(Reason.CIRCUIT_OPEN);
    }
    try {
      var outcome =
          access.call(
              source.account(),
              client.api(),
              Priority.URGENT,
              session -> send(client, session, action, stillHolds));
      if (outcome instanceof Done) {
        gate.acted(source, null);
      }
      return outcome;
    } catch (CloudException e) {
      var refusal = client.refusal(e, action.verb());
      // A cloud that refuses the action has responded.
      gate.acted(source, refusal == ActionRefusal.NONE ? e.failure() : null);
      return new Failed(e.failure(), refusal);
    } catch (NotLeadingException e) {
      return new NotSent(Reason.NOT_LEADING);
    }
  }

  /**
   * The lease may have been lost while the call waited for its turn. That says nothing of the
   * account, unlike a response or a failure of the cloud.
   */
  private ActionOutcome send(
      SourceClient client, Session session, CloudAction action, BooleanSupplier stillHolds)
      throws CloudException {
    NotLeadingException.check(leads);
    if (!stillHolds.getAsBoolean()) {
      return new NotSent(Reason.TOO_LATE);
    }
    client.act(session, action);
    return new Done();
  }
}
