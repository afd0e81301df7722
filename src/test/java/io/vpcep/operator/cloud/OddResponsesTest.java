package io.vpcep.operator.cloud;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that are hardly HTTP: each is a failure that a status can show, or an empty list. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OddResponsesTest {

  private static final Path BYTES = Path.of("src/test/resources/fuzz/wire");
  private static final PasswordLogin LOGIN = new PasswordLogin("reader", "password", "OTC");

  private final CloudCalls calls = new CloudCalls(Duration.ofMillis(500));

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(BYTES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @AfterEach
  void close() {
    calls.close();
  }

  @ParameterizedTest
  @MethodSource("names")
  void endInEveryApiAsAFailureOfTheCloud(String name) throws IOException {
    try (RawServer server = sending(name)) {
      apis(server.url())
          .forEach(
              (api, call) -> {
                Throwable outcome = catchThrowable(call);
                if (outcome != null) {
                  assertThat(outcome).as(api).isInstanceOf(CloudException.class);
                  CloudFailure failure = ((CloudException) outcome).failure();
                  assertThat(failure.reason()).as(api).isNotEqualTo(Reason.INTERNAL_ERROR);
                  assertThat(failure.message()).as(api).matches("[ -~…]{1,384}");
                }
              });
      assertThat(calls.told()).hasSize(4);
      assertThat(calls.internalErrors()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "length-negative,             INVALID_RESPONSE",
    "length-negative-of-an-error, INVALID_RESPONSE",
    "length-negative-of-gzip,     INVALID_RESPONSE",
    "status-minus-12,             INVALID_RESPONSE",
    "status-line-ssh,             INVALID_RESPONSE",
    "chunk-word,                  INVALID_RESPONSE",
    "gzip-corrupt,                INVALID_RESPONSE",
    "gzip-of-plain-text,          INVALID_RESPONSE",
    "gzip-wrong-checksum,         INVALID_RESPONSE",
  })
  void sayThatTheResponseIsMalformed(String name, Reason reason) throws IOException {
    try (RawServer server = sending(name)) {
      assertThat(calls.failureOf(server.url()))
          .isEqualTo(
              new CloudFailure(
                  reason,
                  "Received a malformed HTTP response from %s; check for a proxy or a wrong endpoint."
                      .formatted(ApiUrl.server(server.url()))));
    }
  }

  @ParameterizedTest
  @CsvSource({"early-hints-once", "early-hints-many", "length-twice", "chunk-extension"})
  void areReadWhereTheirMeaningIsPlain(String name) throws Exception {
    try (RawServer server = sending(name)) {
      assertThat(calls.listService(server.url()).totalCount()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1 103 Early Hints", "HTTP/1.1 100 Continue", "HTTP/1.1 102 Processing"})
  void endWithinTheTimeoutThoughInformationalOnesNeverEnd(String status) throws IOException {
    byte[] response = (status + "\r\n\r\n").getBytes(US_ASCII);
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              while (true) {
                out.write(response);
                Thread.sleep(20);
              }
            })) {
      assertThat(calls.failureOf(server.url()).reason()).isNotEqualTo(Reason.INTERNAL_ERROR);
      assertThat(calls.durations().get(0)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nX-Flood: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: ",
        "HTTP/1.1 200 ",
      })
  void areNotReadOnWhereTheirHeadersNeverEnd(String start) throws Exception {
    byte[] flood = ("f".repeat(1000) + "\r\nX-Flood: ").getBytes(US_ASCII);
    try (RawServer server =
        RawServer.playing(
            (connection, out) -> {
              out.write(start.getBytes(US_ASCII));
              for (int i = 0; i < 50_000; i++) {
                out.write(flood);
              }
            })) {
      assertThat(calls.failureOf(server.url()).reason())
          .isIn(Reason.CLOUD_UNAVAILABLE, Reason.INVALID_RESPONSE);
      assertThat(server.writtenInTheEnd()).isLessThan(25_000_000);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void leaveNoConnectionBehindThatIsInUse(String name) throws IOException {
    List<ConnectionPool> pool = new ArrayList<>();
    try (RawServer server = sending(name);
        CloudHttp http = http(client -> noting(client, pool))) {
      Throwable outcome =
          catchThrowable(
              () ->
                  http.call(
                      () ->
                          ApiCall.list(
                              CloudCalls.session(server.url()), VpcepSource.API, server.url()),
                      (headers, json) -> json.nextToken()));

      if (outcome != null) {
        assertThat(outcome).isInstanceOf(CloudException.class);
      }
      assertThat(pool.get(0).connectionCount()).isEqualTo(pool.get(0).idleConnectionCount());
    }
  }

  private static CloudHttp http(UnaryOperator<OkHttpClient> network) {
    var timeout = Duration.ofMillis(500);
    return new CloudHttp(
        new HttpSettings("1.2.3", timeout, timeout, CloudCalls.MAX_BYTES, null, null),
        (cloud, api, operation, code, duration) -> {},
        Clock.systemUTC(),
        ErrorCodes.NONE,
        network);
  }

  private static OkHttpClient noting(OkHttpClient client, List<ConnectionPool> pool) {
    pool.add(client.connectionPool());
    return client;
  }

  private static RawServer sending(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(BYTES.resolve(name));
    return RawServer.playing(
        (connection, out) -> {
          out.write(bytes);
          out.flush();
          connection.shutdownOutput();
          RawServer.awaitHangUp(connection);
        });
  }

  private Map<String, ThrowingCallable> apis(HttpUrl cloud) {
    return Map.of(
        "VPCEP",
        () -> calls.listService(cloud),
        "CSS",
        () -> calls.listCluster(cloud),
        "login",
        () -> calls.iam().issueToken(CloudCalls.endpoints(cloud), LOGIN, null),
        "project lookup",
        () ->
            calls
                .iam()
                .findProject(
                    CloudCalls.endpoints(cloud), new TokenAuthenticator(CloudCalls.TOKEN)));
  }
}
