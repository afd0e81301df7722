package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class LostCallTest {

  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

  private final CloudCalls calls = new CloudCalls(Duration.ofMillis(700));

  @AfterEach
  void close() {
    calls.close();
  }

  @Test
  void nobodyListens() throws IOException {
    HttpUrl url;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      url = HttpUrl.get("http://127.0.0.1:" + socket.getLocalPort());
    }

    assertUnavailable(url, "no connection to %s: Connection refused");
  }

  @Test
  void theNameIsUnknown() {
    assertUnavailable(
        HttpUrl.get("http://vpcep.invalid"),
        "no connection to vpcep.invalid: the name cannot be resolved");
  }

  @Test
  void theServerDoesNotSpeakTls() throws IOException {
    try (RawServer server = RawServer.greeting("220 mail.example ESMTP\r\n")) {
      assertUnavailable(
          server.url().newBuilder().scheme("https").build(),
          "no connection to %s: TLS could not be agreed on");
    }
  }

  @Test
  void theServerIsSilent() throws IOException {
    try (RawServer server = RawServer.silent()) {
      assertUnavailable(server.url(), "no answer from %s for 700ms");
    }
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
      assertUnavailable(server.url(), "no whole answer from %s within 1s");
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
      assertUnavailable(server.url(), "the answer of %s broke off");
    }
  }

  @Test
  void theConnectionIsResetBeforeTheAnswer() throws IOException {
    try (RawServer server =
        RawServer.playing((connection, out) -> connection.setSoLinger(true, 0))) {
      assertUnavailable(server.url(), "the answer of %s broke off");
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
        "SSH-2.0-OpenSSH_9.2\r\n",
      })
  void theAnswerIsTruncated(String text) throws IOException {
    try (RawServer server = RawServer.sending(text)) {
      assertUnavailable(server.url(), "the answer of %s broke off");
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
}
