package io.vpcep.operator.cloud;

import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorMapperTest {

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
        "{\"error_code\":\"EndPoint.0006\",\"error_msg\":\"bad limit\"}",
        "{\"error\":{\"code\":\"EndPoint.0006\",\"message\":\"bad limit\"}}",
        "{\"error_msg\":\"bad limit\",\"error_code\":\"EndPoint.0006\",\"request_id\":\"17\"}",
        "{\"errCode\":\"EndPoint.0006\",\"externalMessage\":\"EndPoint.0006 : bad limit\"}",
        "{\"code\":\"EndPoint.0006\",\"message\":\"bad limit\"}",
        "{\"encoded_authorization_message\":\"x\",\"error_code\":\"EndPoint.0006\","
            + "\"error_msg\":\"bad limit\"}",
        "{\"outer\":{\"inner\":{\"error_code\":\"EndPoint.0006\",\"error_msg\":\"bad limit\"}}}",
      })
  void readsErrorBodiesOfAllShapes(String body) {
    assertThat(failure(400, body).message())
        .isEqualTo(
            "The cloud refused the operator's request. Cloud: 400 EndPoint.0006: bad limit.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\":{\"code\":401,\"message\":\"wrong\",\"title\":\"Unauthorized\"}}"
            + "| 401: wrong",
        "{\"error\":{\"code\":17,\"message\":\"wrong\"}} | 401 17: wrong",
        "{\"error_code\":\"IAM.0001\"} | 401 IAM.0001",
        "{\"error_msg\":\"wrong\"} | 401: wrong",
        "{\"error\":{}} | 401 without an explanation",
        "[{\"error_msg\":\"wrong\"}] | 401: wrong",
        "{\"errors\":[[{\"error_msg\":\"wrong\"}]]} | 401: wrong",
        "[] | 401 without an explanation",
        "\"internal\" | 401 without an explanation",
        "'' | 401 without an explanation",
        "<html><body>10.0.0.7 said: secret</body></html> | 401 without an explanation",
        "{\"error_msg\":\"broken | 401 without an explanation",
      })
  void showsNothingButCodeAndMessage(String body, String message) {
    assertThat(failure(401, body))
        .isEqualTo(new CloudFailure(Reason.UNAUTHORIZED, "Cloud: " + message + "."));
  }

  @ParameterizedTest
  @CsvSource({
    "400, EndPoint.0003, UNAUTHORIZED",
    "400, APIGW.0301, UNAUTHORIZED",
    "400, IAM.0061, UNAUTHORIZED",
    "400, endpoint.0005, SOURCE_NOT_FOUND",
    "400, css.0016, SOURCE_NOT_FOUND",
    "404, APIGW.0103, INVALID_RESPONSE",
    "400, APIGW.0308, THROTTLED",
    "401, APIG.0308, THROTTLED",
    "400, IAM.0012, THROTTLED",
    "202, CSS.0011, CLOUD_UNAVAILABLE",
    "400, CSS.0011, CLOUD_UNAVAILABLE",
    "400, EndPoint.0001, CLOUD_UNAVAILABLE",
    "404, EndPoint.0013, CLOUD_UNAVAILABLE",
    "503, EndPoint.2003, SOURCE_NOT_FOUND",
    "400, XEndPoint.0022, INVALID_RESPONSE",
  })
  void judgesByAKnownCodeBeforeTheStatus(int status, String code, Reason reason) {
    CloudFailure failure = failure(status, body(code, "text"));

    assertThat(failure.reason()).isEqualTo(reason);
    assertThat(failure.message()).endsWith("Cloud: %d %s: text.".formatted(status, code));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EndPoint.0004", "CSS.0015", "APIG.0302", "APIG.0101"})
  void takesA401ForOneWhateverIsForbiddenOrMissing(String code) {
    assertThat(failure(401, body(code, "text")).reason()).isEqualTo(Reason.UNAUTHORIZED);
  }

  @Test
  void readsTheCodeOfABodyThatLacksAComma() {
    assertThat(
            failure(
                400,
                "{\n\"error_code\":\"EndPoint.0022\"\n\"error_msg\":\"the so-called \\\"limit\\\"\"\n}"))
        .isEqualTo(
            new CloudFailure(
                Reason.THROTTLED,
                "The VPCEP API rejected the call because of too many requests."
                    + " Cloud: 400 EndPoint.0022: the so-called \"limit\"."));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | CSS.0021 | The account or the cluster is frozen, usually for an unpaid bill",
        "400 | CSS.5301 | The account or the cluster is frozen, usually for an unpaid bill",
        "400 | CSS.5313 | Give the user the role VPC Endpoint Administrator too",
        "400 | EndPoint.0014 | Check spec.projectID of the account",
        "400 | EndPoint.2004 | The current state of the service or cluster does not allow this call",
        "400 | EndPoint.0019 | The cloud refused the operator's request",
        "494 | APIG.0201 | The headers of the request are too large, usually because of a long token",
        "401 | IAM.0061 | The cloud has locked the user because of wrong passwords",
        "404 | APIGW.0101 | Check the endpoint URL of cloud otc",
      })
  void saysHowToFixItBeforeWhatTheCloudSaid(int status, String code, String hint) {
    assertThat(failure(status, body(code, "text")).message())
        .isEqualTo("%s. Cloud: %d %s: text.".formatted(hint, status, code));
  }

  @Test
  void tellsThatTheClusterHasNoEndpointService() {
    cloud.answers(
        400, "{\"errCode\":\"CSS.5182\",\"externalMessage\":\"CSS.5182 : VPCEP is disabled.\"}");

    assertThat(failureOf(() -> calls.listCluster(cloud.url())))
        .isEqualTo(
            new CloudFailure(
                Reason.SOURCE_NOT_FOUND,
                "The VPC endpoint service of the cluster is not enabled."
                    + " Cloud: 400 CSS.5182: VPCEP is disabled."));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) {
    cloud.answers(status, "", Map.of("Location", cloud.url() + "elsewhere"));

    assertThat(calls.failureOf(cloud.url()))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The response is a redirect, which is not followed; check the endpoint URL of cloud"
                    + " otc. Cloud: %d without an explanation.".formatted(status)));
    assertThat(cloud.requests()).hasSize(1);
  }

  @Test
  void ignoresAnExplanationThatIsTooLarge() {
    assertThat(failure(503, "{\"error_msg\":\"%s\"}".formatted("x".repeat(100_000))).message())
        .endsWith("Cloud: 503 without an explanation.");
  }

  private static String body(String code, String message) {
    return "{\"error_code\":\"%s\",\"error_msg\":\"%s\"}".formatted(code, message);
  }

  private CloudFailure failure(int status, String body) {
    cloud.answers(status, body);
    return calls.failureOf(cloud.url());
  }
}
