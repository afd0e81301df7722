package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthFailureHintTest {

  private static final String CLOCK =
      "the operator's clock differs from the cloud's by more than 15 minutes";
  private static final Request PLAIN =
      new Request.Builder().url("https://cloud.example/v1").build();
  private static final Request SIGNED =
      PLAIN.newBuilder().header("X-Sdk-Date", "20260102T030405Z").build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Incorrect IAM authentication information: verify aksk signature fail, signature expired"
            + "| the operator's clock differs from the cloud's by more than 15 minutes",
        "Incorrect IAM authentication information: AK access failed to reach the limit,forbidden"
            + "| the cloud has locked the access key for some minutes after wrong signatures",
        "Get secretKey failed,ak:QTWAOYTTINDUT2QVKYUC,err:ak not exist"
            + "| the access key does not exist or was deleted",
        "Incorrect IAM authentication information: verify aksk signature fail | ''",
        "Incorrect IAM authentication information: decrypt token fail | ''",
      })
  void knowsTheSentencesOfTheGateway(String said, String hint) {
    assertThat(hint(said, answer(PLAIN, NOW))).isEqualTo(hint);
  }

  @ParameterizedTest
  @ValueSource(longs = {901, -901, 86_400})
  void seesByTheDateThatTheClockIsWrong(long seconds) {
    assertThat(hint("refused", answer(SIGNED, NOW.plusSeconds(seconds)))).isEqualTo(CLOCK);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 900, -900})
  void takesUpTo15MinutesForRight(long seconds) {
    assertThat(hint("refused", answer(SIGNED, NOW.plusSeconds(seconds)))).isEmpty();
  }

  @Test
  void blamesNoClockForARequestThatIsNotSigned() {
    assertThat(hint("refused", answer(PLAIN, NOW.plusSeconds(901)))).isEmpty();
  }

  @Test
  void looksAtTheRequestAsItWasSent() {
    Response answer =
        answer(PLAIN, NOW.plusSeconds(901))
            .newBuilder()
            .networkResponse(answer(SIGNED, NOW.plusSeconds(901)))
            .build();

    assertThat(hint("refused", answer)).isEqualTo(CLOCK);
  }

  @Test
  void blamesNoClockWhereTheAnswerHasNoDate() {
    Response answer = answer(SIGNED, NOW).newBuilder().header("Date", "yesterday").build();

    assertThat(hint("refused", answer)).isEmpty();
  }

  private static String hint(String said, Response response) {
    ErrorBody error = new ErrorBody("APIGW.0301", said);
    return new AuthFailureHint(error, response, Clock.fixed(NOW, ZoneOffset.UTC)).hint();
  }

  private static Response answer(Request request, Instant date) {
    return new Response.Builder()
        .request(request)
        .protocol(Protocol.HTTP_1_1)
        .code(401)
        .message("")
        .headers(new Headers.Builder().set("Date", date).build())
        .build();
  }
}
