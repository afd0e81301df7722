package io.vpcep.emulator.conformance;

import java.io.IOException;

/** Sends the request of a case. */
@FunctionalInterface
interface Caller {

  /**
   * Sends a request whose placeholders all have values.
   *
   * @throws IOException when there is no response
   */
  Response call(ConformanceCase test, Target target) throws IOException, InterruptedException;

  /**
   * A response.
   *
   * @param status the HTTP status
   * @param body may be empty
   */
  record Response(int status, String body) {}
}
