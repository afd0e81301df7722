package io.vpcep.operator.emulator.http;

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

  /** The endpoint service or cluster whose list is asked for; empty for any other request. */
  public String source() {
    return route.source();
  }

  /** The body as text. */
  public String body() {
    return payload.text();
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

  /** The {@code offset} parameter; 0 without one, and -1 for one that is no number. */
  public long offset() {
    try {
      return Long.parseLong(query.getOrDefault("offset", "0"));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
