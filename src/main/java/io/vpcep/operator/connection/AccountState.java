package io.vpcep.operator.connection;

import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;

/**
 * Whether an account can be used.
 *
 * @param reason why, or why not
 * @param message a sentence without secrets, times or request IDs
 * @param projectId the project that is read; null while there is no session to read it with
 * @param since when the reason became this one; the message may have changed since
 */
public record AccountState(
    Reason reason, String message, @Nullable String projectId, MonotonicTime since) {

  /** A state whose beginning is not known. */
  public AccountState(Reason reason, String message, @Nullable String projectId) {
    this(reason, message, projectId, MonotonicTime.MIN);
  }

  /** Whether the cloud has accepted the credentials. */
  public boolean ready() {
    return reason == Reason.AUTHENTICATED;
  }

  /** Whether calls may be made: the account is ready, or nothing but its first call can tell. */
  public boolean usable() {
    return ready() || (reason == Reason.NOT_VERIFIED && projectId != null);
  }

  /** Whether a reader would learn nothing new from the other; since when does not count. */
  public boolean isSameAs(@Nullable AccountState other) {
    return other != null && new AccountState(reason, message, projectId, other.since).equals(other);
  }

  /** The reasons of a CloudAccount's Ready condition. */
  public enum Reason {
    /** The cloud accepted the credentials. */
    AUTHENTICATED("Authenticated"),
    /** Neither the identity service nor an API has accepted or refused the credentials yet. */
    NOT_VERIFIED("NotVerified"),
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
    /** The identity service gave no usable response. */
    CLOUD_UNAVAILABLE("CloudUnavailable"),
    /** A fault of the operator itself. */
    INTERNAL_ERROR("InternalError");

    private final String word;

    Reason(String word) {
      this.word = word;
    }

    /** The reason as the condition shows it. */
    public String value() {
      return word;
    }
  }
}
