package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorMessageTest {

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
        "Request 7f0a1c9e-1a2b-4c3d-8e9f-001122334455 failed | Request … failed",
        "failed, request_id: 1a2b-xyz, sorry | failed, …, sorry",
        "failed (RequestId=QWERTY) | failed (…)",
        "trace 5fc973eea581490997e82ea11a1df31f | trace …",
        "token expires, expires_at: 2026-01-02T03:04:05.678000Z | token expires, expires_at: …",
        "at 2026-01-02 03:04:05 +0100 it failed | at … it failed",
        "signed 20260102T030405Z | signed …",
        "since 03:04:05.123 | since …",
        "at 1767322245123 | at …",
        "sent MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ== | sent …",
        "policy user over ratelimit,limit:200,time:5 minute"
            + "| policy user over ratelimit,limit:200,time:5 minute",
        "service 4189d3c2-8882-4871-a3c2-d380272eed88 of 0123456789abcdef0123456789abcdef"
            + "| service 4189d3c2-8882-4871-a3c2-d380272eed88 of 0123456789abcdef0123456789abcdef",
      })
  void isTheSameForTheSameFailure(String theirs, String shown) {
    assertThat(message(theirs)).isEqualTo("503 E.1: " + shown);
  }

  @Test
  void isOneLineOfPrintableCharacters() {
    assertThat(message("a\r\nb\tc\u0000d\u001b[1m\u202ee \u2028 f\ud83d\ude00\ue000"))
        .isEqualTo("503 E.1: a b cd[1me f\ud83d\ude00");
  }

  @Test
  void isCutBetweenCharacters() {
    assertThat(message("y" + "\ud83d\ude00".repeat(300)))
        .hasSizeBetween(255, 256)
        .endsWith("\ud83d\ude00…");
  }

  @Test
  void neverShowsTheToken() {
    assertThat(message("decrypt token fail: " + TOKEN + "!"))
        .isEqualTo("503 E.1: decrypt token fail: …!");
  }

  @Test
  void neverShowsTheTokenWithSomethingUnprintableInIt() {
    assertThat(message("decrypt token fail: " + TOKEN.replace("secret", "sec\u0000r\u00adet")))
        .isEqualTo("503 E.1: decrypt token fail: …");
  }

  @Test
  void showsNoTokenInTheCode() {
    cloud.answers(400, "{\"error_code\":\"%s\",\"error_msg\":\"m\"}".formatted(TOKEN));

    assertThat(calls.failureOf(cloud.url()).message()).doesNotContain(TOKEN);
  }

  private String message(String theirs) {
    cloud.answers(
        503,
        JsonNodeFactory.instance
            .objectNode()
            .put("error_code", "E.1")
            .put("error_msg", theirs)
            .toString());
    return calls.failureOf(cloud.url()).message().split("Cloud: ", 2)[1].replaceFirst("\\.$", "");
  }
}
