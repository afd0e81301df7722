package io.vpcep.operator.connection;

import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account can be used.
 *
 * @param reason why, or why not
 * @param message a sentence without secrets, times or request IDs
 * @param projectId the project that is read; null until it is known
 * @param since when the present trouble began; of no meaning while the account is ready
 */
public record AccountState(
    Reason reason, String message, @Nullable String projectId, MonotonicTime since) {

  /** A state of which it is not known since when it has been so. */
  public AccountState(Reason reason, String message, @Nullable String projectId) {
    this(reason, message, projectId, MonotonicTime.MIN);
  }

  /** Whether calls may be made. */
  public boolean ready() {
    return reason == Reason.AUTHENTICATED;
  }

  /** The reasons of a CloudAccount's Ready condition. */
  public enum Reason {
    /** The credentials are complete, and the cloud did not refuse them. */
    AUTHENTICATED("Authenticated"),
    /** The namespace lacks the Secret. */
    SECRET_NOT_FOUND("SecretNotFound"),
    /** The Secret has no complete set of keys, or more than one. */
    INVALID_SECRET("InvalidSecret"),
    /** No such cloud is configured, or it does not have the region. */
    UNKNOWN_CLOUD("UnknownCloud"),
    /** The cloud refused the credentials. */
    UNAUTHORIZED("Unauthorized"),
    /** The region has no project that the user may use, or a token came without its project. */
    PROJECT_NOT_FOUND("ProjectNotFound"),
    /** The identity service gave no answer of use. */
    CLOUD_UNAVAILABLE("CloudUnavailable"),
    /** The credentials are complete, and no API of the cloud has accepted or refused them yet. */
    NOT_VERIFIED("NotVerified"),
    /** The operator itself failed. */
    INTERNAL_ERROR("InternalError");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The reason as the condition shows it. */
    public String word() {
      return word;
    }
  }
}
