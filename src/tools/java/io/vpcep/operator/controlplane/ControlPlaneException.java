package io.vpcep.operator.controlplane;

/** The control plane cannot be had or does not run; the message says what to do about it. */
public final class ControlPlaneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ControlPlaneException(String message) {
    super(message);
  }

  ControlPlaneException(String message, Throwable cause) {
    super(message, cause);
  }
}
