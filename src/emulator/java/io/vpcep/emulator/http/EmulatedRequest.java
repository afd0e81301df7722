package io.vpcep.emulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.Map;

/**
 * A request as it arrived.
 *
 * @param method the HTTP method
 * @param uri path and query, as they were sent
 * @param query the decoded parameters; of a repeated one the first
 * @param headers by name, whatever the case
 * @param payload the body; of one that is larger than the gateway takes only the beginning
 * @param from who called
 * @param route where it leads
 */
public record EmulatedRequest(
    String method,
    URI uri,
    Map<String, String> query,
    Headers headers,
    Payload payload,
    InetAddress from,
    Route route) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what a client sent. */
  public static EmulatedRequest read(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    URI uri = exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readNBytes(GatewayLimits.BODY + 1);
    return new EmulatedRequest(
        method,
        uri,
        QueryString.byName(uri.getRawQuery()),
        exchange.getRequestHeaders(),
        Payload.of(body),
        exchange.getRemoteAddress().getAddress(),
        Route.of(method, uri.getPath()));
  }

  /** What is asked for. */
  public Operation operation() {
    return route.operation();
  }

  /** The endpoint service or cluster in the path; empty for a request without one. */
  public String source() {
    return route.source();
  }

  /** The body as text. */
  public String body() {
    return payload.text();
  }

  /** The body in JSON; a missing node for an empty body and for one that is no JSON. */
  public JsonNode json() {
    try {
      return JSON.readTree(body());
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Path and query, as they were sent. */
  public String pathAndQuery() {
    return uri.toString();
  }

  /** Under which host and port the client reached the emulator. */
  public String host() {
    String host = headers.getFirst("Host");
    return host == null ? "127.0.0.1" : host;
  }

  /**
   * The URL that the client came by, without a path: what all links and catalogues begin with. A
   * proxy that ends TLS says so in {@code X-Forwarded-Proto}.
   */
  public String baseUrl() {
    boolean tls = "https".equalsIgnoreCase(headers.getFirst("X-Forwarded-Proto"));
    return (tls ? "https://" : "http://") + host();
  }

  /** The {@code offset} parameter; 0 without one, and -1 for one that is no number. */
  public long offset() {
    try {
      return Long.parseLong(query.getOrDefault("offset", "0"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
