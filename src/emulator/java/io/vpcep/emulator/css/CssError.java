package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.Refusal;

/**
 * What the search service refuses. The form of the body is the one in public logs; the documents
 * name {@code error_code} and {@code error_msg}. The texts follow the meanings in the table of
 * error codes.
 */
enum CssError {
  BAD_PARAMETER(400, "CSS.0001", "Incorrect parameters."),
  EMPTY_REQUEST(400, "CSS.0006", "The request is null. Enter the request parameters."),
  NOT_THERE(403, "CSS.0015", "The resource does not exist or the access is denied."),
  NOT_IN_THIS_STATUS(400, "CSS.5090", "In this status, the current operation is not allowed."),
  NO_ENDPOINT_SERVICE(400, "CSS.5182", "The VPC endpoint service is not enabled.");

  private final int status;
  private final String code;
  private final String message;

  CssError(int status, String code, String message) {
    this.status = status;
    this.code = code;
    this.message = message;
  }

  /** Unconfirmed throughout; no public document tells how the service responds then. */
  static CssError of(Refusal refusal) {
    return refusal == Refusal.NOT_THERE ? BAD_PARAMETER : NOT_IN_THIS_STATUS;
  }

  EmulatedResponse response() {
    return EmulatedResponse.json(
        status,
        JsonNodeFactory.instance
            .objectNode()
            .put("errCode", code)
            .put("externalMessage", code + " : " + message));
  }

  RefusedException refusal() {
    return new RefusedException(response());
  }
}
