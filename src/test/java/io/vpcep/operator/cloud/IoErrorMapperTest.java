package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class IoErrorMapperTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private static final String EMPTY_LIST = "{\"connections\":[],\"total_count\":0}";

  private final CloudCalls calls = new CloudCalls(Duration.ofMillis(700));
  private final List<Socket> waiting = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() throws IOException {
    for (Socket socket : waiting) {
      socket.close();
    }
    calls.close();
  }

  @Test
  void nobodyListens() throws IOException {
    HttpUrl url;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertUnavailable(url, "No connection to %s: Connection refused.");
  }

  @Test
  void theNameIsUnknown() {
    assertUnavailable(
        HttpUrl.get("http://vpcep.invalid"),
        "No connection to vpcep.invalid: the host name cannot be resolved.");
  }

  @Test
  void theServerDoesNotSpeakTls() throws IOException {
    try (RawServer server = RawServer.greeting("220 mail.example ESMTP\r\n")) {
      assertUnavailable(
          server.url().newBuilder().scheme("https").build(),
          "No connection to %s: TLS handshake failed.");
    }
  }

  @Test
  void theServerIsSilent() throws IOException {
    try (RawServer server = RawServer.silent()) {
      assertUnavailable(server.url(), "No response from %s for 700ms.");
    }
  }

  @Test
  void aPooledConnectionDiesAndTheServerAcceptsNoOther() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      HttpUrl url = HttpUrl.get("http://127.0.0.1:" + server.getLocalPort());
      var served = CompletableFuture.runAsync(() -> answerOnceThenHangUp(server));
      calls.listService(url);

      var failure = calls.failureOf(url);

      served.get(10, TimeUnit.SECONDS);
      assertThat(failure)
          .isEqualTo(
              new CloudFailure(
                  Reason.CLOUD_UNAVAILABLE,
                  "No connection to %s: timed out.".formatted(ApiUrl.server(url))));
      assertThat(calls.durations().get(1)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void aTimeoutIsNamedOnlyOnceItHasPassed() {
    var mapper =
        new IoErrorMapper(
            "vpcep.example",
            new HttpSettings(
                "1.2.3", Duration.ofSeconds(5), Duration.ofSeconds(30), 1024, null, null));
    var silence = new SocketTimeoutException("timeout");
    var slowness = new InterruptedIOException("timeout");

    assertThat(mapper.failure(silence, true, Duration.ofSeconds(30)).message())
        .isEqualTo("No response from vpcep.example for 30s.");
    assertThat(mapper.failure(silence, true, Duration.ofMillis(29_999)).message())
        .isEqualTo("No response from vpcep.example: timed out.");
    assertThat(mapper.failure(slowness, true, Duration.ofSeconds(35)).message())
        .isEqualTo("No complete response from vpcep.example within 35s.");
    assertThat(mapper.failure(slowness, true, Duration.ofMillis(34_999)).message())
        .isEqualTo("No complete response from vpcep.example: timed out.");
  }

  @Test
  void bytesTrickleInWithoutEnd() throws IOException {
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              out.write((HEAD + "Content-Length: 1000\r\n\r\n").getBytes(US_ASCII));
              while (true) {
                out.write(' ');
                Thread.sleep(50);
              }
            })) {
      assertUnavailable(server.url(), "No complete response from %s within 1s.");
      assertThat(calls.durations().get(0)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void theConnectionIsReset() throws IOException {
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              out.write((HEAD + "Content-Length: 1000\r\n\r\n{").getBytes(US_ASCII));
              connection.setSoLinger(true, 0);
            })) {
      assertUnavailable(server.url(), "Connection to %s closed before the response was complete.");
    }
  }

  @Test
  void theConnectionIsResetBeforeTheAnswer() throws IOException {
    try (RawServer server =
        RawServer.playing((connection, out) -> connection.setSoLinger(true, 0))) {
      assertUnavailable(server.url(), "Connection to %s closed before the response was complete.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        HEAD + "Content-Length: 100\r\n\r\n{\"connections\":[],\"total_count\":0}",
        HEAD + "Content-Length: 100\r\n\r\n{\"connections\":[{\"id\":",
        HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\n{\"con",
        HEAD
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "22\r\n{\"connections\":[],\"total_count\":0}\r\n",
      })
  void theAnswerIsTruncated(String text) throws IOException {
    try (RawServer server = RawServer.sending(text)) {
      assertUnavailable(server.url(), "Connection to %s closed before the response was complete.");
    }
  }

  @Test
  void aStatusCountsThoughItsExplanationBreaksOff() throws IOException {
    try (RawServer server =
        RawServer.sending("HTTP/1.1 403 No\r\nContent-Length: 100\r\n\r\n{\"error_code\":")) {
      assertThat(calls.failureOf(server.url()).reason()).isEqualTo(Reason.FORBIDDEN);
      assertThat(calls.told()).containsExactly("otc vpcep listConnections 403");
    }
  }

  private void assertUnavailable(HttpUrl url, String message) {
    var failure = calls.failureOf(url);

    assertThat(failure.reason()).isEqualTo(Reason.CLOUD_UNAVAILABLE);
    assertThat(failure.message()).isEqualTo(message.formatted(url.host() + ":" + url.port()));
    assertThat(calls.told()).containsExactly("otc vpcep listConnections none");
  }

  private void answerOnceThenHangUp(ServerSocket server) {
    try (Socket connection = server.accept()) {
      var in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
      awaitRequest(in);
      connection
          .getOutputStream()
          .write((HEAD + "Content-Length: 34\r\n\r\n" + EMPTY_LIST).getBytes(US_ASCII));
      awaitRequest(in);
      fillBacklog(server);
      connection.setSoLinger(true, 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitRequest(BufferedReader in) throws IOException {
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
  }

  /** Connects until the server's queue is full and drops whoever else wants to connect. */
  private void fillBacklog(ServerSocket server) throws IOException {
    try {
      while (waiting.size() < 100) {
        Socket socket = new Socket();
        waiting.add(socket);
        socket.connect(server.getLocalSocketAddress(), 200);
      }
    } catch (SocketTimeoutException full) {
      // As intended.
    }
  }
}
