package io.vpcep.emulator.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What the gateway in front of all services responds by itself, with its {@code APIGW.xxxx} codes
 * (API Request Signing Guide; Open Telekom Cloud prints the same numbers as {@code APIG.xxxx}). The
 * texts are public ones where such were found, otherwise the tables' meanings.
 */
public enum GatewayError {
  NO_SUCH_API(404, "0101", "The API does not exist or has not been published in the environment"),
  BODY_TOO_LARGE(413, "0201", "Request entity too large"),
  URI_TOO_LARGE(414, "0201", "Request URI too large"),
  HEADERS_TOO_LARGE(494, "0201", "Request headers too large"),
  BAD_GATEWAY(502, "0202", "Backend unavailable"),
  GATEWAY_TIMEOUT(504, "0203", "Backend timeout"),
  INCORRECT_AUTHENTICATION(401, "0301", "Incorrect IAM authentication information"),
  NOT_ALLOWED(403, "0302", "The IAM user is not authorized to access the API"),
  /** The seen text of a public report about another service of the same cloud. */
  THROTTLED(
      429,
      "0308",
      "The throttling threshold has been reached: policy user over ratelimit,limit:200,time:5"
          + " minute"),
  BAD_REQUEST(400, "0602", "Bad request"),
  UNAVAILABLE(503, "0613", "IAM unavailable"),
  INTERNAL(500, "0601", "Internal server error");

  private final int status;
  private final String number;
  private final String message;

  GatewayError(int status, String number, String message) {
    this.status = status;
    this.number = number;
    this.message = message;
  }

  /** The error that has this HTTP status; {@link #INTERNAL} for one without its own. */
  public static GatewayError of(int status) {
    for (GatewayError error : values()) {
      if (error.status == status) {
        return error;
      }
    }
    return INTERNAL;
  }

  /** The whole response. */
  public EmulatedResponse response() {
    return response(status, message);
  }

  /** The whole response, with a cause behind the message, as the gateway writes it. */
  public EmulatedResponse response(String cause) {
    return response(status, message + ": " + cause);
  }

  /** The whole response with another message. */
  public EmulatedResponse responseWithMessage(String otherMessage) {
    return response(status, otherMessage);
  }

  /** The whole response under another HTTP status. */
  public EmulatedResponse responseWithStatus(int otherStatus) {
    return response(otherStatus, message);
  }

  private EmulatedResponse response(int withStatus, String text) {
    String requestId = EmulatedResponse.newRequestId();
    return EmulatedResponse.json(
            withStatus,
            JsonNodeFactory.instance
                .objectNode()
                .put("error_msg", text)
                .put("error_code", "APIGW." + number)
                .put("request_id", requestId))
        .with("X-Request-Id", requestId);
  }
}
