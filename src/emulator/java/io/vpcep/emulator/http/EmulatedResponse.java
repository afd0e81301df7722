package io.vpcep.emulator.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * What is sent back.
 *
 * @param status the HTTP status code
 * @param headers all but Content-Length; an {@code X-Request-Id} is added where it lacks one
 * @param body may be empty
 */
public record EmulatedResponse(int status, Map<String, String> headers, String body) {

  private static final String REQUEST_ID = "X-Request-Id";

  public EmulatedResponse {
    headers = Map.copyOf(headers);
  }

  /** A response in JSON. */
  public static EmulatedResponse json(int status, JsonNode body) {
    return new EmulatedResponse(
        status, Map.of("Content-Type", "application/json;charset=utf-8"), body.toString());
  }

  /** A response in plain text. */
  public static EmulatedResponse text(int status, String body) {
    return new EmulatedResponse(status, Map.of("Content-Type", "text/plain;charset=utf-8"), body);
  }

  /** 200, without a body. */
  public static EmulatedResponse empty() {
    return new EmulatedResponse(200, Map.of(), "");
  }

  /** 204, without a body. */
  public static EmulatedResponse noContent() {
    return new EmulatedResponse(204, Map.of(), "");
  }

  /** The same response with one more header. */
  public EmulatedResponse with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new EmulatedResponse(status, more, body);
  }

  /** The same response with another body. */
  public EmulatedResponse withBody(String otherBody) {
    return new EmulatedResponse(status, headers, otherBody);
  }

  /** The body as it goes over the wire. */
  public byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  /** A new request ID in the form of the clouds' gateways: 32 hexadecimal digits. */
  public static String newRequestId() {
    return UUID.randomUUID().toString().replace("-", "");
  }

  /** Sends it whole, or all but the body to a HEAD. */
  public void send(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestMethod().equals("HEAD") ? new byte[0] : bytes();
    sendHead(exchange, bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  /**
   * Sends status and headers only.
   *
   * @param length what Content-Length says; 0 for no body, negative for a chunked one
   */
  public void sendHead(HttpExchange exchange, long length) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    if (!headers.containsKey(REQUEST_ID)) {
      exchange.getResponseHeaders().set(REQUEST_ID, newRequestId());
    }
    // the JDK's server counts -1 as "no body" and 0 as "chunked"
    exchange.sendResponseHeaders(status, length == 0 ? -1 : Math.max(length, 0));
  }
}
