package io.vpcep.operator.account;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;

/**
 * How one API receives one set of credentials. An API that refused them is called but for one probe
 * at a time. Not safe for use by several threads.
 */
final class ApiGate {

  private @Nullable MonotonicTime acceptedAt;
  private @Nullable CloudFailure refusal;
  private int refusals;
  private MonotonicTime probeAt = MonotonicTime.MIN;
  private boolean turnTaken;

  CallAdmission admit(MonotonicTime now) {
    if (refusal != null) {
      return turnTaken || now.isBefore(probeAt) ? CallAdmission.API_REFUSED : CallAdmission.TURN;
    }
    return turnTaken ? CallAdmission.WAIT : CallAdmission.FREE;
  }

  void takeTurn() {
    turnTaken = true;
  }

  /** Ends the turn; a probe without a verdict is repeated at the same pace. */
  void endTurn(MonotonicTime now) {
    turnTaken = false;
    if (refusal != null && !now.isBefore(probeAt)) {
      probeAt = now.plus(RetryPolicy.untilProbe(refusals));
    }
  }

  void accepted(MonotonicTime now) {
    acceptedAt = now;
    refusal = null;
    refusals = 0;
  }

  void refused(CloudFailure cause, MonotonicTime now) {
    acceptedAt = null;
    refusal = cause;
    refusals++;
    probeAt = now.plus(RetryPolicy.untilProbe(refusals));
  }

  /**
   * Whether its latest response accepted the credentials; false if it was not asked, or so long ago
   * that the credentials may have ended since.
   */
  boolean accepts(MonotonicTime now) {
    return acceptedAt != null && now.isBefore(acceptedAt.plus(AccountLimits.ACCEPTANCE_COUNTS));
  }

  /** Its latest response if that refused the credentials; otherwise null. */
  @Nullable CloudFailure refusal() {
    return refusal;
  }
}
