package io.vpcep.operator.connection;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why the cloud could not be read. Never an exception's text: the message is made to be shown in a
 * status.
 *
 * @param reason the kind of failure
 * @param message a sentence without secrets, times or request IDs, so that the same failure has the
 *     same message
 * @param retryAfter the Retry-After of the cloud; null where it gave none
 */
public record CloudFailure(Reason reason, String message, @Nullable Duration retryAfter) {

  public CloudFailure(Reason reason, String message) {
    this(reason, message, null);
  }

  /** A fault of the operator itself. The caller has logged what happened. */
  public static CloudFailure internalError() {
    return new CloudFailure(
        Reason.INTERNAL_ERROR,
        "Internal error in vpcep-operator: the operator's log has the stack trace.");
  }

  /**
   * The thread was interrupted before the cloud responded; the caller restores the interrupt flag.
   */
  public static CloudFailure interrupted() {
    return new CloudFailure(Reason.CLOUD_UNAVAILABLE, "The call was interrupted.");
  }

  /** The kinds of failures, each named like the condition reason that shows it. */
  public enum Reason {
    /** The resource names a CloudAccount that its namespace lacks. */
    ACCOUNT_NOT_FOUND("AccountNotFound", false),
    /** The account cannot be used at present; its own status says why. */
    ACCOUNT_NOT_READY("AccountNotReady", true),
    /**
     * The cloud does not accept who we say we are (401). Ends at the account, which becomes not
     * ready.
     */
    UNAUTHORIZED("Unauthorized", false),
    /**
     * No project has the region's name, or the token does not tell its project. Ends at the
     * account.
     */
    PROJECT_NOT_FOUND("ProjectNotFound", false),
    /** The cloud knows us, and does not let us read this. */
    FORBIDDEN("Forbidden", false),
    /** There is no such endpoint service or cluster. */
    SOURCE_NOT_FOUND("SourceNotFound", false),
    /** Too many calls. */
    THROTTLED("Throttled", true),
    /** No response, or one that says that the cloud is unavailable or busy. */
    CLOUD_UNAVAILABLE("CloudUnavailable", true),
    /** A response that cannot be used, or a refusal of a valid request. */
    INVALID_RESPONSE("InvalidResponse", false),
    /** A fault of the operator itself, which says nothing about the cloud. Its log has more. */
    INTERNAL_ERROR("InternalError", false);

    /**
     * How an unavailable cloud fails: now in this way and now in that. Retried before the next
     * poll.
     */
    public static final Set<Reason> CLOUD_IN_TROUBLE =
        Collections.unmodifiableSet(EnumSet.of(THROTTLED, CLOUD_UNAVAILABLE));

    /**
     * What is retried with exponential back-off: an unavailable cloud, which must not be
     * overloaded, and a fault of our own, which would only repeat itself in a hot loop.
     */
    public static final Set<Reason> BACKED_OFF =
        Collections.unmodifiableSet(EnumSet.of(THROTTLED, CLOUD_UNAVAILABLE, INTERNAL_ERROR));

    /** The cloud was not asked, for want of an account: that says nothing about it. */
    public static final Set<Reason> NOT_ASKED =
        Collections.unmodifiableSet(EnumSet.of(ACCOUNT_NOT_FOUND, ACCOUNT_NOT_READY));

    private final String word;
    private final boolean isTransient;

    Reason(String word, boolean isTransient) {
      this.word = word;
      this.isTransient = isTransient;
    }

    /** The reason as a condition shows it. */
    public String value() {
      return word;
    }

    /** Whether waiting is all that is to be done; otherwise somebody has to fix something. */
    public boolean isTransient() {
      return isTransient;
    }
  }
}
