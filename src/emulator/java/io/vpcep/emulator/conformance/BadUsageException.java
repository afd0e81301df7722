package io.vpcep.emulator.conformance;

/** The suite cannot be run as it is called. The message is one line, without any secret. */
final class BadUsageException extends Exception {

  private static final long serialVersionUID = 1L;

  BadUsageException(String message) {
    super(message);
  }
}
