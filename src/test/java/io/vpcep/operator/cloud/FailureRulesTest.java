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

class FailureRulesTest {

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
        .isEqualTo("the cloud refused the request: 400 EndPoint.0006: bad limit");
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
        "[] | 401 without an explanation",
        "\"internal\" | 401 without an explanation",
        "'' | 401 without an explanation",
        "<html><body>10.0.0.7 said: secret</body></html> | 401 without an explanation",
        "{\"error_msg\":\"broken | 401 without an explanation",
      })
  void showsNothingButCodeAndMessage(String body, String message) {
    assertThat(failure(401, body)).isEqualTo(new CloudFailure(Reason.UNAUTHORIZED, message));
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED",
    "403, FORBIDDEN",
    "404, SOURCE_NOT_FOUND",
    "429, THROTTLED",
    "408, CLOUD_UNAVAILABLE",
    "409, CLOUD_UNAVAILABLE",
    "412, CLOUD_UNAVAILABLE",
    "423, CLOUD_UNAVAILABLE",
    "425, CLOUD_UNAVAILABLE",
    "500, CLOUD_UNAVAILABLE",
    "501, CLOUD_UNAVAILABLE",
    "502, CLOUD_UNAVAILABLE",
    "503, CLOUD_UNAVAILABLE",
    "504, CLOUD_UNAVAILABLE",
    "599, CLOUD_UNAVAILABLE",
    "400, INVALID_RESPONSE",
    "405, INVALID_RESPONSE",
    "406, INVALID_RESPONSE",
    "413, INVALID_RESPONSE",
    "415, INVALID_RESPONSE",
    "419, INVALID_RESPONSE",
    "422, INVALID_RESPONSE",
    "494, INVALID_RESPONSE",
    "201, INVALID_RESPONSE",
    "202, INVALID_RESPONSE",
    "204, INVALID_RESPONSE",
    "300, INVALID_RESPONSE",
    "304, INVALID_RESPONSE",
  })
  void judgesByTheStatusWhereThereIsNoCode(int status, Reason reason) {
    assertThat(failure(status, "").reason()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({
    "401, EndPoint.0003, UNAUTHORIZED",
    "400, endpoint.0003, UNAUTHORIZED",
    "400, APIG.0301, UNAUTHORIZED",
    "401, APIGW.0301, UNAUTHORIZED",
    "400, APIGW.0303, UNAUTHORIZED",
    "400, APIG.0305, UNAUTHORIZED",
    "400, APIG.0307, UNAUTHORIZED",
    "400, IAM.0001, UNAUTHORIZED",
    "400, IAM.0061, UNAUTHORIZED",
    "400, IAM.0062, UNAUTHORIZED",
    "400, IAM.0063, UNAUTHORIZED",
    "400, IAM.0064, UNAUTHORIZED",
    "400, IAM.0066, UNAUTHORIZED",
    "400, IAM.0067, UNAUTHORIZED",
    "403, EndPoint.0004, FORBIDDEN",
    "403, APIG.0302, FORBIDDEN",
    "403, APIG.0310, FORBIDDEN",
    "403, CSS.0010, FORBIDDEN",
    "403, IAM.0002, FORBIDDEN",
    "403, CSS.0015, SOURCE_NOT_FOUND",
    "404, EndPoint.0005, SOURCE_NOT_FOUND",
    "400, EndPoint.0005, SOURCE_NOT_FOUND",
    "400, EndPoint.2003, SOURCE_NOT_FOUND",
    "400, Endpoint.3062, SOURCE_NOT_FOUND",
    "400, CSS.0047, SOURCE_NOT_FOUND",
    "404, CSS.0002, SOURCE_NOT_FOUND",
    "400, CSS.0002, SOURCE_NOT_FOUND",
    "404, CSS.0016, SOURCE_NOT_FOUND",
    "404, CSS.0022, SOURCE_NOT_FOUND",
    "404, CSS.0028, SOURCE_NOT_FOUND",
    "404, CSS.1103, SOURCE_NOT_FOUND",
    "404, CSS.3027, SOURCE_NOT_FOUND",
    "400, css.0016, SOURCE_NOT_FOUND",
    "400, CSS.5182, SOURCE_NOT_FOUND",
    "404, APIG.0101, INVALID_RESPONSE",
    "404, APIGW.0101, INVALID_RESPONSE",
    "404, APIGW.0103, INVALID_RESPONSE",
    "400, EndPoint.0022, THROTTLED",
    "429, APIG.0308, THROTTLED",
    "400, APIGW.0308, THROTTLED",
    "429, IAM.0012, THROTTLED",
    "400, IAM.0012, THROTTLED",
    "409, CSS.0011, CLOUD_UNAVAILABLE",
    "202, CSS.0011, CLOUD_UNAVAILABLE",
    "400, CSS.0011, CLOUD_UNAVAILABLE",
    "500, EndPoint.0001, CLOUD_UNAVAILABLE",
    "400, EndPoint.0001, CLOUD_UNAVAILABLE",
    "504, EndPoint.0013, CLOUD_UNAVAILABLE",
    "400, EndPoint.0013, CLOUD_UNAVAILABLE",
    "500, APIG.0601, CLOUD_UNAVAILABLE",
    "400, EndPoint.0010, INVALID_RESPONSE",
    "400, CSS.0001, INVALID_RESPONSE",
    "400, XEndPoint.0022, INVALID_RESPONSE",
  })
  void judgesByTheCodeBeforeTheStatus(int status, String code, Reason reason) {
    CloudFailure failure =
        failure(status, "{\"error_code\":\"%s\",\"error_msg\":\"text\"}".formatted(code));

    assertThat(failure.reason()).isEqualTo(reason);
    if (status >= 400) {
      assertThat(failure.message()).contains("%d %s: text".formatted(status, code));
    }
  }

  @Test
  void tellsThatTheClusterHasNoEndpointService() {
    cloud.answers(
        400, "{\"errCode\":\"CSS.5182\",\"externalMessage\":\"CSS.5182 : VPCEP is disabled.\"}");

    assertThat(failureOf(() -> calls.listCluster(cloud.url())))
        .isEqualTo(
            new CloudFailure(
                Reason.SOURCE_NOT_FOUND,
                "the VPC endpoint service of the cluster is not enabled:"
                    + " 400 CSS.5182: VPCEP is disabled."));
  }

  @Test
  void tellsToCheckTheUrlWhenTheGatewayKnowsNoSuchApi() {
    assertThat(failure(404, "{\"error_code\":\"APIGW.0101\",\"error_msg\":\"no API\"}").message())
        .isEqualTo("check the endpoint URL of cloud otc: 404 APIGW.0101: no API");
  }

  @Test
  void tellsOfTheClockWhenASignatureIsTooOld() {
    assertThat(
            failure(
                    401,
                    "{\"error_code\":\"APIGW.0301\",\"error_msg\":\"Incorrect IAM"
                        + " authentication information: verify aksk signature fail, signature"
                        + " expired\"}")
                .message())
        .endsWith("(a signature holds for 15 minutes: is the operator's clock right?)");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 308})
  void followsNoRedirect(int status) {
    cloud.answers(status, "", Map.of("Location", cloud.url() + "elsewhere"));

    assertThat(calls.failureOf(cloud.url()))
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "answered with a redirect (%d), which is not followed; check the endpoint URL of"
                        .formatted(status)
                    + " cloud otc"));
    assertThat(cloud.requests()).hasSize(1);
  }

  @Test
  void ignoresAnExplanationThatIsTooLarge() {
    assertThat(failure(503, "{\"error_msg\":\"%s\"}".formatted("x".repeat(100_000))).message())
        .isEqualTo("503 without an explanation");
  }

  private CloudFailure failure(int status, String body) {
    cloud.answers(status, body);
    return calls.failureOf(cloud.url());
  }
}
