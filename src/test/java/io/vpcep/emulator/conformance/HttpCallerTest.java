package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpCallerTest {

  private static final ConformanceCase CASE =
      new ConformanceCase(
          "name", "source", false, "GET", "{iam}/", Map.of(), "", List.of(200), List.of());

  private final CountDownLatch end = new CountDownLatch(1);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    end.countDown();
    server.stop(0);
  }

  private String run(HttpHandler handler, Duration patience) throws InterruptedException {
    server.createContext("/", handler);
    var address = server.getAddress();
    var target = new Target(Map.of("iam", "http://127.0.0.1:" + address.getPort()));
    var caller = new HttpCaller(Authenticator.token("t"), patience, 10);
    return new ConformanceRun(target, caller, false).run(CASE).shown();
  }

  @Test
  void waitsForABodyOnlySoLong() throws Exception {
    String shown =
        run(
            exchange -> {
              exchange.sendResponseHeaders(200, 9);
              exchange.getResponseBody().flush();
              awaitEnd();
            },
            Duration.ofMillis(300));

    assertThat(shown).contains("no response: HttpTimeoutException");
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void readsOnlySoMuch() throws Exception {
    assertThat(run(body(10), Duration.ofSeconds(20))).startsWith("ok ");
    server.removeContext("/");
    assertThat(run(body(11), Duration.ofSeconds(20))).contains("larger than 16 MiB");
  }

  private static HttpHandler body(int length) {
    return exchange -> {
      exchange.sendResponseHeaders(200, length);
      try (var out = exchange.getResponseBody()) {
        out.write(new byte[length]);
      }
    };
  }
}
