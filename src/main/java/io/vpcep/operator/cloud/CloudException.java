package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;

/**
 * A call without a usable response. Carries the failure as a value, which the packages above handle
 * instead of the exception.
 */
public final class CloudException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient CloudFailure failure;
  private final String code;

  public CloudException(CloudFailure failure) {
    this(failure, "");
  }

  /**
   * @param code the cloud's own, as {@link #hasCode} compares it; empty if it named none
   */
  public CloudException(CloudFailure failure, String code) {
    super(failure.reason().value() + ": " + failure.message());
    this.failure = failure;
    this.code = code;
  }

  public CloudException(CloudFailure.Reason reason, String message) {
    this(new CloudFailure(reason, message));
  }

  /** Whether the cloud named this error code, given in upper case. */
  public boolean hasCode(String comparable) {
    return code.equals(comparable);
  }

  /** Whether the cloud named an error code that begins like this, given in upper case. */
  public boolean hasCodeOf(String family) {
    return code.startsWith(family);
  }

  /** Whether the cloud named an error code; a proxy in between names none. */
  public boolean namesCode() {
    return !code.isEmpty();
  }

  /** The same exception with another failure. */
  public CloudException with(CloudFailure other) {
    CloudException named = new CloudException(other, code);
    named.initCause(this);
    return named;
  }

  /** What went wrong. */
  public CloudFailure failure() {
    return failure;
  }
}
