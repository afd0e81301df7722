package io.vpcep.operator.management;

import java.util.Map;
import okio.Buffer;
import okio.ByteString;

/**
 * A response, after which the connection is closed.
 *
 * @param status of HTTP
 * @param type of the content
 */
record Response(int status, String type, ByteString body) {

  private static final Map<Integer, String> PHRASES =
      Map.of(
          200, "OK",
          400, "Bad Request",
          404, "Not Found",
          405, "Method Not Allowed",
          431, "Request Header Fields Too Large",
          500, "Internal Server Error",
          503, "Service Unavailable");

  static final Response BAD_REQUEST = of(400, "bad request");
  static final Response NOT_FOUND = of(404, "not found");
  static final Response NOT_ALLOWED = of(405, "GET only");
  static final Response TOO_LARGE = of(431, "request head too large");
  static final Response FAILED = of(500, "internal error; the log says more");
  static final Response TOO_MANY_SCRAPES = of(503, "too many scrapes at a time; try again");

  /** A line of text. */
  static Response of(int status, String line) {
    return new Response(status, "text/plain; charset=utf-8", ByteString.encodeUtf8(line + "\n"));
  }

  /**
   * Writes it as it is sent.
   *
   * @param withBody false in a response to HEAD
   */
  void writeTo(Buffer sent, boolean withBody) {
    sent.writeUtf8("HTTP/1.1 " + status + " " + PHRASES.get(status) + "\r\n")
        .writeUtf8("Content-Type: " + type + "\r\n")
        .writeUtf8(status == 405 ? "Allow: GET, HEAD\r\n" : "")
        .writeUtf8("Content-Length: " + body.size() + "\r\n")
        .writeUtf8("Connection: close\r\n\r\n");
    if (withBody) {
      sent.write(body);
    }
  }
}
