package io.vpcep.emulator.fault;

import com.sun.net.httpserver.HttpExchange;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.GatewayError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A response and the way in which it is sent.
 *
 * @param response what is sent, or what would have been
 * @param manner how
 */
public record Delivery(EmulatedResponse response, Manner manner) {

  private static final int HUGE_BYTES = 50 << 20;
  private static final int CHUNK_BYTES = 1 << 16;

  /** How a response is sent. */
  public enum Manner {
    WHOLE,
    /** One byte of the body a second. */
    SLOW,
    /** The head, half of the body, and a closed connection. */
    HALF,
    /** The response's body is blown up with a long text to 50 MiB. */
    HUGE,
    /** A closed connection. */
    CLOSE,
    /** Nothing, and an open connection. */
    HOLD
  }

  /** The right response, sent as it should be. */
  public static Delivery whole(EmulatedResponse response) {
    return new Delivery(response, Manner.WHOLE);
  }

  /**
   * What a fault makes of a request.
   *
   * @param dialect whose errors a fault shows
   * @param right computes the response of the emulated service; asked only where it is sent
   */
  public static Delivery of(
      Fault fault, EmulatedRequest request, Dialect dialect, Supplier<EmulatedResponse> right) {
    return switch (fault.kind()) {
      case STATUS -> whole(fault.dress(dialect.spelled(error(fault))));
      case RESET -> new Delivery(EmulatedResponse.noContent(), Manner.CLOSE);
      case NO_RESPONSE -> new Delivery(EmulatedResponse.noContent(), Manner.HOLD);
      case SLOW -> new Delivery(fault.dress(right.get()), Manner.SLOW);
      case TRUNCATE -> new Delivery(fault.dress(right.get()), Manner.HALF);
      case HTML -> whole(fault.dress(page()));
      case HUGE -> new Delivery(fault.dress(huge()), Manner.HUGE);
      case REDIRECT -> whole(fault.dress(redirect(request)));
      case MALFORMED_JSON -> whole(cut(fault.dress(right.get())));
      case DELAY -> whole(fault.dress(right.get()));
    };
  }

  /** The HTTP status that the client sees; empty when it sees none. */
  public Optional<Integer> status() {
    return manner == Manner.CLOSE || manner == Manner.HOLD
        ? Optional.empty()
        : Optional.of(response.status());
  }

  /** Sends it. */
  public void send(HttpExchange exchange, Pause pause) throws IOException, InterruptedException {
    switch (manner) {
      case WHOLE -> response.send(exchange);
      case SLOW -> sendSlowly(exchange, pause);
      case HALF -> sendHalf(exchange);
      case HUGE -> sendHuge(exchange);
      case CLOSE -> exchange.close();
      case HOLD -> {
        // the server closes the exchange when it stops
      }
    }
  }

  private void sendSlowly(HttpExchange exchange, Pause pause)
      throws IOException, InterruptedException {
    byte[] bytes = response.bytes();
    response.sendHead(exchange, bytes.length);
    OutputStream out = exchange.getResponseBody();
    for (byte one : bytes) {
      pause.of(Duration.ofSeconds(1));
      out.write(one);
      out.flush();
    }
    exchange.close();
  }

  private void sendHalf(HttpExchange exchange) throws IOException {
    byte[] bytes = response.bytes();
    response.sendHead(exchange, bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, bytes.length / 2);
    out.flush();
    exchange.close();
  }

  private void sendHuge(HttpExchange exchange) throws IOException {
    response.sendHead(exchange, -1);
    OutputStream out = exchange.getResponseBody();
    byte[] chunk = new byte[CHUNK_BYTES];
    Arrays.fill(chunk, (byte) 'x');
    out.write(response.bytes());
    for (int sent = 0; sent < HUGE_BYTES; sent += chunk.length) {
      out.write(chunk);
    }
    out.write("\"}".getBytes(StandardCharsets.UTF_8));
    exchange.close();
  }

  private static EmulatedResponse error(Fault fault) {
    Integer status = fault.status();
    int code = status == null ? 500 : status;
    return GatewayError.of(code).responseWithStatus(code);
  }

  private static EmulatedResponse page() {
    return new EmulatedResponse(
        200,
        Map.of("Content-Type", "text/html;charset=utf-8"),
        "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network"
            + "</body></html>");
  }

  private static EmulatedResponse huge() {
    return new EmulatedResponse(
        200,
        Map.of("Content-Type", "application/json;charset=utf-8"),
        "{\"connections\":[],\"total_count\":0,\"padding\":\"");
  }

  private static EmulatedResponse redirect(EmulatedRequest request) {
    return new EmulatedResponse(
        302, Map.of("Location", request.baseUrl() + request.pathAndQuery()), "");
  }

  private static EmulatedResponse cut(EmulatedResponse response) {
    return response.withBody(response.body().substring(0, response.body().length() / 2));
  }
}
