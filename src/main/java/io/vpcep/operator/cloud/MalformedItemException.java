package io.vpcep.operator.cloud;

/** One item of a list cannot be understood; the others may be. */
public final class MalformedItemException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong with it, fit to be shown
   */
  MalformedItemException(String message) {
    super(message);
  }
}
