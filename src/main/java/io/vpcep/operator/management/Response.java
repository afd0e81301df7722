package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * A short response, after which the connection is closed.
 *
 * @param status of HTTP
 * @param body a line of text
 */
record Response(int status, String body) {

  private static final Map<Integer, String> PHRASES =
      Map.of(
          200, "OK",
          400, "Bad Request",
          404, "Not Found",
          405, "Method Not Allowed",
          431, "Request Header Fields Too Large",
          500, "Internal Server Error",
          503, "Service Unavailable");

  static final Response BAD_REQUEST = new Response(400, "bad request");
  static final Response NOT_FOUND = new Response(404, "not found");
  static final Response NOT_ALLOWED = new Response(405, "GET only");
  static final Response TOO_LARGE = new Response(431, "request head too large");
  static final Response FAILED = new Response(500, "internal error; the log says more");
  static final Response TOO_MANY_SCRAPES =
      new Response(503, "too many scrapes at a time; try again");

  /** The status line, which begins every response. */
  static String statusLine(int status) {
    return "HTTP/1.1 " + status + " " + PHRASES.get(status) + "\r\n";
  }

  /**
   * As it is sent.
   *
   * @param withBody false in a response to HEAD
   */
  ByteBuffer bytes(boolean withBody) {
    var content = (body + "\n").getBytes(UTF_8);
    var head =
        statusLine(status)
            + "Content-Type: text/plain; charset=utf-8\r\n"
            + (status == 405 ? "Allow: GET, HEAD\r\n" : "")
            + ("Content-Length: " + content.length + "\r\n")
            + "Connection: close\r\n\r\n";
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.getBytes(US_ASCII));
    if (withBody) {
      bytes.writeBytes(content);
    }
    return ByteBuffer.wrap(bytes.toByteArray());
  }
}
