package io.vpcep.operator.action;

import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.action.ActionOutcome.Failed;
import io.vpcep.operator.action.ActionOutcome.NotSent;
import io.vpcep.operator.action.ActionOutcome.Reason;
import io.vpcep.operator.connection.CloudFailure;

/** What an outcome means for the decision that asked for the action. */
final class ActionReports {

  private ActionReports() {}

  static ActionReport of(ActionOutcome outcome) {
    if (outcome instanceof Failed failed) {
      return new ActionReport(
          result(failed), failed.failure().message(), failed.failure().retryAfter());
    }
    return outcome instanceof NotSent notSent
        ? notSent(notSent.reason())
        : new ActionReport(Result.DONE, "");
  }

  /**
   * For an action that was not requested, because the connection could not be read before. What is
   * no trouble of the cloud's does not pass by itself.
   */
  static ActionReport unread(CloudFailure failure) {
    var result = result(failure.reason());
    boolean passes = failure.reason() != CloudFailure.Reason.INVALID_RESPONSE;
    return new ActionReport(
        result == Result.FAILED && passes ? Result.NOT_SENT : result,
        failure.message(),
        failure.retryAfter());
  }

  private static Result result(Failed failed) {
    return switch (failed.refusal()) {
      case ALREADY_DONE -> Result.DONE;
      case IN_TRANSITION -> Result.IN_TRANSITION;
      case GONE -> Result.GONE;
      case NOT_ALLOWED -> Result.REFUSED;
      case NOT_YET -> Result.NOT_YET;
      case MALFORMED -> Result.OUR_FAULT;
      case NONE -> result(failed.failure().reason());
    };
  }

  private static Result result(CloudFailure.Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> Result.FORBIDDEN;
      case SOURCE_NOT_FOUND -> Result.SOURCE_NOT_FOUND;
      case THROTTLED -> Result.BACK_OFF;
      case ACCOUNT_NOT_FOUND, ACCOUNT_NOT_READY, UNAUTHORIZED, PROJECT_NOT_FOUND -> Result.NOT_SENT;
      case INTERNAL_ERROR -> Result.OUR_FAULT;
      case CLOUD_UNAVAILABLE, INVALID_RESPONSE -> Result.FAILED;
    };
  }

  private static ActionReport notSent(Reason reason) {
    return switch (reason) {
      case NOT_SUPPORTED ->
          new ActionReport(Result.OUR_FAULT, "The API of the source cannot accept or reject.");
      case CIRCUIT_OPEN ->
          new ActionReport(Result.NOT_SENT, "The API does not respond: nothing was sent.");
      case NOT_LEADING ->
          new ActionReport(Result.NOT_SENT, "Another replica may lead: nothing was sent.");
      case TOO_LATE ->
          new ActionReport(Result.NOT_SENT, "The request waited for too long: nothing was sent.");
    };
  }
}
