package io.vpcep.operator.cloud;

/**
 * One item of a list cannot be understood; the others may be. Has no stack trace, since a response
 * may be full of such items.
 */
public final class MalformedItemException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong with it, fit to be shown
   */
  MalformedItemException(String message) {
    super(message, null, false, false);
  }
}
