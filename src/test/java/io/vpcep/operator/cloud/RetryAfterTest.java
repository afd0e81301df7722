package io.vpcep.operator.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.cloud.support.RawServer;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | PT7S",
        "0 | PT0S",
        "99999999999 | PT24H",
        "-5 |",
        "1.5 |",
        "soon |",
        "9999999999999999999999 |",
        "'' |",
      })
  void isReadAsSeconds(String header, @Nullable Duration wait) {
    assertThat(failure(429, header).retryAfter()).isEqualTo(wait);
    assertThat(failure(503, header).retryAfter()).isEqualTo(wait);
  }

  @Test
  void isIgnoredWithCharactersThatTheLibraryRefuses() throws IOException {
    String answer = "HTTP/1.1 503 Busy\r\nRetry-After: 7\u0001\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.sending(answer)) {
      assertThat(calls.failureOf(server.url()))
          .isEqualTo(
              new CloudFailure(
                  Reason.CLOUD_UNAVAILABLE,
                  "The VPCEP API is unavailable or busy. Cloud: 503 without an explanation."));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 02 Jan 2026 03:05:05 GMT | PT1M",
        "Friday, 02-Jan-26 03:05:05 GMT | PT1M",
        "Fri, 02 Jan 2026 03:03:05 GMT |",
      })
  void isReadAsDate(String date, @Nullable Duration wait) throws IOException {
    assertThat(waitAfter("Retry-After: " + date)).isEqualTo(wait);
  }

  @Test
  void aDateCountsFromTheTimeOfWhoeverSentIt() throws IOException {
    var wait =
        waitAfter(
            "Date: Fri, 02 Jan 2026 09:00:00 GMT\r\nRetry-After: Fri, 02 Jan 2026 09:00:20 GMT");

    assertThat(wait).isEqualTo(Duration.ofSeconds(20));
  }

  private @Nullable Duration waitAfter(String headers) throws IOException {
    var response = "HTTP/1.1 503 Busy\r\n" + headers + "\r\nContent-Length: 0\r\n\r\n";
    try (RawServer server = RawServer.sending(response)) {
      return calls.failureOf(server.url()).retryAfter();
    }
  }

  @Test
  void isNotMadeUp() {
    cloud.answers(429, "");

    assertThat(calls.failureOf(cloud.url()).retryAfter()).isNull();
  }

  @Test
  void isLeftOutOfFailuresThatDoNotPassByThemselves() {
    assertThat(failure(403, "7").retryAfter()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"408, 0", "503, 0", "503, 99999999999", "408, 99999999999", "429, 0"})
  void makesTheLibraryRepeatNothing(int status, String header) {
    failure(status, header);

    assertThat(cloud.requests()).hasSize(1);
    assertThat(calls.told()).containsExactly("otc vpcep listConnections " + status);
  }

  @Test
  void withoutItA408IsNotRepeatedEither() {
    cloud.answers(408, "");

    calls.failureOf(cloud.url());

    assertThat(cloud.requests()).hasSize(1);
  }

  private CloudFailure failure(int status, String retryAfter) {
    cloud.answers(status, "", Map.of("Retry-After", retryAfter));
    return calls.failureOf(cloud.url());
  }
}
