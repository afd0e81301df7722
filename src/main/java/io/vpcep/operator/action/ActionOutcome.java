package io.vpcep.operator.action;

import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.CloudFailure;

/** The outcome of an action. */
public sealed interface ActionOutcome {

  /** The cloud has taken the action. What comes of it, the next list shows. */
  record Done() implements ActionOutcome {}

  /**
   * The request failed, or could not be made for want of the account. After a lost response the
   * cloud may have taken the action all the same.
   *
   * @param refusal what the error says of the action itself
   */
  record Failed(CloudFailure failure, ActionRefusal refusal) implements ActionOutcome {}

  /** Nothing was sent. */
  record NotSent(Reason reason) implements ActionOutcome {}

  /** Why nothing is sent. */
  enum Reason {
    /** The API of the kind of source cannot do it. */
    NOT_SUPPORTED,
    /** The source's API does not respond at present; its circuit breaker is open. */
    CIRCUIT_OPEN,
    /** Another replica may lead by now. */
    NOT_LEADING,
    /** What the action depends on was looked at too long ago. */
    TOO_LATE
  }
}
