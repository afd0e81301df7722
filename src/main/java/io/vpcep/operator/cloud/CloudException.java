package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;

/**
 * A call that brought no answer of use. Carries the failure as a value; the rooms above handle
 * that, not the exception.
 */
public final class CloudException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient CloudFailure failure;

  public CloudException(CloudFailure failure) {
    super(failure.reason().word() + ": " + failure.message());
    this.failure = failure;
  }

  public CloudException(CloudFailure.Reason reason, String message) {
    this(new CloudFailure(reason, message));
  }

  /** What went wrong. */
  public CloudFailure failure() {
    return failure;
  }
}
