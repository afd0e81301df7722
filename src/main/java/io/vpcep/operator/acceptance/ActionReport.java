package io.vpcep.operator.acceptance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a planned action.
 *
 * @param result what it means for the decision
 * @param message a sentence without times and request IDs
 * @param retryAfter how long the cloud asks to be left alone; null where it does not say
 */
public record ActionReport(Result result, String message, @Nullable Duration retryAfter) {

  /** A report without a time to wait for. */
  public ActionReport(Result result, String message) {
    this(result, message, null);
  }

  /** What a report means for the decision. */
  public enum Result {
    /** The cloud has taken the action, or says that it has taken it before. */
    DONE,
    /** The endpoint is being created: it is decided again when that is over. */
    IN_TRANSITION,
    /** The endpoint is being deleted, or is not connected to the service any more. */
    GONE,
    /** The cloud does not allow the action in the connection's state, now or later. */
    REFUSED,
    /** The cloud does not allow the action until something changes that the operator cannot see. */
    NOT_YET,
    /** The cloud limits the rate of calls. */
    BACK_OFF,
    /** Nothing was sent, for a reason that passes by itself. */
    NOT_SENT,
    /** Nothing was sent: the policy or the connection is not as it was decided any more. */
    WITHDRAWN,
    /** The request failed, its response was lost, or the cloud does not show the connection. */
    FAILED,
    /** The operator asked for what the API does not allow. */
    OUR_FAULT,
    /** The account has no permission to accept and reject. */
    FORBIDDEN,
    /** The cloud does not know the endpoint service. */
    SOURCE_NOT_FOUND
  }
}
