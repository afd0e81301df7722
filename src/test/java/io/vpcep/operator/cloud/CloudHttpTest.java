package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.MAX_BYTES;
import static io.vpcep.operator.cloud.support.CloudCalls.TOKEN;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.Fixtures;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudHttpTest {

  private static final String EXAMPLE = Fixtures.read("vpcep/connections.json");

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @Test
  void saysWhoItIs() throws CloudException {
    cloud.answers(200, EXAMPLE);

    calls.listService(cloud.url());

    assertThat(cloud.onlyRequest().header("User-agent")).isEqualTo("vpcep-operator/1.2.3");
    assertThat(cloud.onlyRequest().header("Accept")).isEqualTo("application/json");
  }

  @Test
  void tellsOfEveryCall() throws CloudException {
    cloud.answers(200, EXAMPLE);
    calls.listService(cloud.url());
    cloud.answers(429, "{}");
    calls.failureOf(cloud.url());

    assertThat(calls.told())
        .containsExactly("otc vpcep listConnections 200", "otc vpcep listConnections 429");
    assertThat(calls.durations()).allMatch(d -> d.compareTo(Duration.ZERO) > 0);
  }

  @Test
  void usesAConnectionAgainAfterAWholeAnswer() throws CloudException {
    cloud.answers(200, EXAMPLE);

    calls.listService(cloud.url());
    calls.listService(cloud.url());

    assertThat(cloud.requests()).extracting(FakeCloud.Received::fromPort).hasSize(2);
    assertThat(cloud.requests().get(0).fromPort()).isEqualTo(cloud.requests().get(1).fromPort());
  }

  @Test
  void readsCompressedAnswers() throws CloudException, IOException {
    cloud.answers(
        200,
        gzip(EXAMPLE.getBytes(StandardCharsets.UTF_8)),
        Map.of("Content-Encoding", "gzip", "Content-Type", "application/json"));

    assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);
    assertThat(cloud.onlyRequest().header("Accept-encoding")).isEqualTo("gzip");
  }

  @Test
  void refusesAnAnswerThatIsLargeOnlyWhenDecompressed() throws IOException {
    byte[] body =
        gzip(("{\"x\":\"" + " ".repeat(10 * MAX_BYTES) + "\"}").getBytes(StandardCharsets.UTF_8));
    assertThat(body).hasSizeLessThan(MAX_BYTES);
    cloud.answers(200, body, Map.of("Content-Encoding", "gzip"));

    assertThat(calls.failureOf(cloud.url())).isEqualTo(tooLarge());
  }

  @Test
  void readsAnAnswerOfExactlyTheGreatestSize() throws CloudException {
    cloud.answers(200, EXAMPLE + " ".repeat(MAX_BYTES - EXAMPLE.length()));
    assertThat(calls.listService(cloud.url()).totalCount()).isEqualTo(2);

    cloud.answers(200, EXAMPLE + " ".repeat(MAX_BYTES - EXAMPLE.length() + 1));
    assertThat(calls.failureOf(cloud.url())).isEqualTo(tooLarge());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 50000000", "Connection: close"})
  void refusesAHugeAnswerWithoutReadingItAll(String header)
      throws IOException, InterruptedException {
    byte[] spaces = " ".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              out.write(
                  ("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n")
                      .getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 500; i++) {
                out.write(spaces);
              }
            })) {
      assertThat(calls.failureOf(server.url())).isEqualTo(tooLarge());

      assertThat(server.writtenInTheEnd()).isLessThan(25_000_000);
    }
  }

  @Test
  void refusesJsonThatIsNestedWithoutEnd() {
    cloud.answers(200, "{\"connections\":[" + "[".repeat(5000));

    assertThat(calls.failureOf(cloud.url()))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The JSON of the response is nested too deeply, or a part of it is too long."));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "Text/HTML; charset=utf-8"})
  void saysWhenAWebPageAnswersInTheCloudsPlace(String type) {
    cloud.answers(200, "<html>Sign in to the network</html>", Map.of("Content-Type", type));

    assertThat(calls.failureOf(cloud.url()))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "Received HTML instead of JSON from %s; check for a proxy or a wrong endpoint."
                    .formatted(ApiUrl.server(cloud.url()))));
  }

  @Test
  void anInterruptedCallerKeepsItsInterruption() {
    Thread.currentThread().interrupt();

    CloudFailure failure = calls.failureOf(cloud.url());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(failure)
        .isEqualTo(new CloudFailure(Reason.CLOUD_UNAVAILABLE, "The call was interrupted."));
    assertThat(cloud.requests()).isEmpty();
  }

  @Test
  void closingEndsACallAtOnce() throws Exception {
    CompletableFuture<Void> asked = new CompletableFuture<>();
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              asked.complete(null);
              RawServer.awaitHangUp(connection);
            })) {
      var failure = CompletableFuture.supplyAsync(() -> calls.failureOf(server.url()));
      asked.get(10, TimeUnit.SECONDS);

      calls.close();

      assertThat(failure.get(2, TimeUnit.SECONDS))
          .isEqualTo(new CloudFailure(Reason.CLOUD_UNAVAILABLE, "The operator is shutting down."));
    }
  }

  @Test
  void makesNoCallAfterClosing() {
    calls.close();

    assertThat(calls.failureOf(cloud.url()).message()).isEqualTo("The operator is shutting down.");
    assertThat(cloud.requests()).isEmpty();
  }

  @Test
  void showsNoTokenInAnyText() {
    var session = CloudCalls.session(cloud.url());
    var url = cloud.url();

    assertThat(session.toString()).doesNotContain(TOKEN);
    assertThat(ApiCall.list(session, VpcepSource.API, url).toString())
        .isEqualTo("listConnections at vpcep of cloud otc");
    cloud.answers(401, "{\"error\":{\"code\":401,\"message\":\"" + TOKEN + "\"}}");
    assertThat(failureOf(() -> calls.listService(url)).toString()).doesNotContain(TOKEN);
  }

  private static CloudFailure tooLarge() {
    return new CloudFailure(
        Reason.INVALID_RESPONSE, "Response larger than 64 KiB (http.maxResponseBytes).");
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
