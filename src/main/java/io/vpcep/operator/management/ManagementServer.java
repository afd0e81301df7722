package io.vpcep.operator.management;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves {@code /metrics}, {@code /healthz} and {@code /readyz}. */
public final class ManagementServer implements AutoCloseable {

  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);

  private final HttpServer server;
  private final ExecutorService threads;

  private ManagementServer(HttpServer server) {
    this.server = server;
    this.threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              var thread = new Thread(task, "management");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
  }

  /**
   * Binds the port and serves from now on.
   *
   * @param address to bind; empty for all of this host's
   * @param port 0 for any free one
   * @param trouble says why the operator is not ready; empty if it is
   * @throws IOException if the address cannot be bound
   */
  public static ManagementServer start(
      String address, int port, Scrape scrape, Supplier<String> trouble) throws IOException {
    var socket =
        address.isEmpty()
            ? new InetSocketAddress(port)
            : new InetSocketAddress(InetAddress.getByName(address), port);
    var management = new ManagementServer(HttpServer.create(socket, 0));
    management.serve("/metrics", exchange -> metrics(exchange, scrape));
    management.serve("/healthz", exchange -> answer(exchange, 200, PLAIN, "ok\n"));
    management.serve(
        "/readyz",
        exchange -> {
          var why = trouble.get();
          boolean ready = why.isEmpty();
          answer(exchange, ready ? 200 : 503, PLAIN, ready ? "ok\n" : why + "\n");
        });
    management.server.start();
    return management;
  }

  /** The bound port. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(String path, Page page) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (!exchange.getRequestURI().getPath().equals(path)) {
              answer(exchange, 404, PLAIN, "not found\n");
            } else if (!exchange.getRequestMethod().matches("GET|HEAD")) {
              exchange.getResponseHeaders().set("Allow", "GET, HEAD");
              answer(exchange, 405, PLAIN, "GET only\n");
            } else {
              answer(exchange, page);
            }
          }
        });
  }

  /** The server itself would drop the connection, and say nothing. */
  private static void answer(HttpExchange exchange, Page page) throws IOException {
    try {
      page.answer(exchange);
    } catch (RuntimeException e) {
      LOG.error("{} cannot be answered", exchange.getRequestURI(), e);
      answer(exchange, 500, PLAIN, "internal error; the log says more\n");
    }
  }

  /** Passed on as they are written: those of a large fleet are megabytes. */
  private static void metrics(HttpExchange exchange, Scrape scrape) throws IOException {
    var accept = Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("Accept"), "");
    var type = accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS_TEXT;
    var body = new LateBody(exchange, type);
    scrape.write(type, body);
    // Not where it failed: then there may still be another answer.
    body.close();
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    var body = text.getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** Writes the metrics. */
  @FunctionalInterface
  public interface Scrape {

    /**
     * Writes them to a stream. What fails before the first byte is answered with 500.
     *
     * @param contentType says in which format
     */
    void write(String contentType, OutputStream out) throws IOException;
  }

  @FunctionalInterface
  private interface Page {
    void answer(HttpExchange exchange) throws IOException;
  }
}
