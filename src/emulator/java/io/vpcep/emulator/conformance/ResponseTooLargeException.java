package io.vpcep.emulator.conformance;

import java.io.IOException;

/** A response is larger than the suite reads. */
final class ResponseTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  ResponseTooLargeException() {
    super("the response is too large");
  }
}
