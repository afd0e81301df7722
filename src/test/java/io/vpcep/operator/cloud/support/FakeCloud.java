package io.vpcep.operator.cloud.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Gives every request the same answer, and remembers the requests. */
public final class FakeCloud implements AutoCloseable {

  private final String scheme;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Received> requests = new CopyOnWriteArrayList<>();
  private volatile Answer answer = new Answer(200, new byte[0], Map.of());

  public FakeCloud() {
    this(null);
  }

  /** Speaks HTTPS where there is a context. */
  public FakeCloud(@Nullable SSLContext tls) {
    scheme = tls == null ? "http" : "https";
    server = tls == null ? plain() : encrypted(tls);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  private static HttpServer plain() {
    try {
      return HttpServer.create(loopback(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpServer encrypted(SSLContext tls) {
    try {
      HttpsServer server = HttpsServer.create(loopback(), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(tls));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  public void answers(int status, String body) {
    answers(status, body, Map.of());
  }

  public void answers(int status, String body, Map<String, String> headers) {
    answers(status, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  public void answers(int status, byte[] body, Map<String, String> headers) {
    answer = new Answer(status, body, headers);
  }

  public HttpUrl url() {
    return HttpUrl.get(scheme + "://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Received> requests() {
    return requests;
  }

  public Received onlyRequest() {
    if (requests.size() != 1) {
      throw new AssertionError("expected one request, and there were " + requests.size());
    }
    return requests.get(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    Answer given = answer;
    try (exchange) {
      requests.add(
          new Received(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
              exchange.getRemoteAddress().getPort()));
      given.headers().forEach(exchange.getResponseHeaders()::add);
      exchange.sendResponseHeaders(
          given.status(), given.body().length == 0 ? -1 : given.body().length);
      exchange.getResponseBody().write(given.body());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** One request as it came. */
  public record Received(
      String method, String uri, Map<String, List<String>> headers, String body, int fromPort) {

    public String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(int status, byte[] body, Map<String, String> headers) {}
}
