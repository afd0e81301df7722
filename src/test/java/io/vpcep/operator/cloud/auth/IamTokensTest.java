package io.vpcep.operator.cloud.auth;

import static io.vpcep.operator.cloud.support.CloudCalls.PROJECT;
import static io.vpcep.operator.cloud.support.CloudCalls.endpoints;
import static io.vpcep.operator.cloud.support.CloudCalls.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.support.CloudCalls;
import io.vpcep.operator.cloud.support.FakeCloud;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IamTokensTest {

  private static final String NO_PROJECT =
      "The project does not exist, or the user is not allowed to use it; check spec.region and"
          + " spec.projectID. Cloud: ";

  private static final String PASSWORD = "pa\"ss wörd";
  private static final PasswordLogin LOGIN = new PasswordLogin("reader", PASSWORD, "OTC-EU-DE-1");
  private static final Map<String, String> TOKEN = Map.of("X-Subject-Token", "MIIabc");
  private static final String BODY =
      "{\"token\":{\"expires_at\":\"2026-01-03T03:04:05.678000Z\",\"project\":{\"id\":\"%s\"}}}"
          .formatted(PROJECT);

  private final FakeCloud cloud = new FakeCloud();
  private final CloudCalls calls = new CloudCalls();

  @AfterEach
  void close() {
    calls.close();
    cloud.close();
  }

  @Test
  void givesTheTokenWithItsEndAndItsProject() throws CloudException {
    cloud.answers(201, BODY, TOKEN);

    assertThat(create(null))
        .isEqualTo(new IssuedToken("MIIabc", Instant.parse("2026-01-03T03:04:05.678Z"), PROJECT));
    assertThat(calls.told()).containsExactly("otc iam createToken 201");
  }

  @Test
  void readsTheEndOfATokenWithoutAZone() throws CloudException {
    cloud.answers(201, BODY.replace("678000Z", "678000"), TOKEN);

    assertThat(create(null).expiresAt()).isEqualTo("2026-01-03T03:04:05.678Z");
  }

  @Test
  void asksForTheProjectOfTheRegionWithoutTheCatalog() throws CloudException, IOException {
    cloud.answers(201, BODY, TOKEN);

    create(null);

    FakeCloud.Received request = cloud.onlyRequest();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.uri()).isEqualTo("/v3/auth/tokens?nocatalog=true");
    assertThat(request.header("Content-type")).isEqualTo("application/json;charset=utf8");
    assertThat(json(request.body()))
        .isEqualTo(
            json(
                """
                {"auth": {
                  "identity": {"methods": ["password"], "password": {"user": {
                    "name": "reader", "password": "pa\\"ss wörd",
                    "domain": {"name": "OTC-EU-DE-1"}}}},
                  "scope": {"project": {"name": "eu-de"}}}}
                """));
  }

  @Test
  void asksForAProjectById() throws CloudException, IOException {
    cloud.answers(201, BODY, TOKEN);

    create(PROJECT);

    assertThat(json(cloud.onlyRequest().body()).at("/auth/scope").toString())
        .isEqualTo("{\"project\":{\"id\":\"%s\"}}".formatted(PROJECT));
  }

  @Test
  void takesTheProjectAskedForWhereTheAnswerTellsNone() throws CloudException {
    cloud.answers(201, "{\"token\":{\"expires_at\":\"2026-01-03T03:04:05Z\"}}", TOKEN);

    assertThat(create(PROJECT).projectId()).isEqualTo(PROJECT);
    assertThat(failure().reason()).isEqualTo(Reason.PROJECT_NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":{\"code\":401,\"message\":\"The username or password is wrong.\"}}"
            + "| UNAUTHORIZED | Cloud: 401: The username or password is wrong.",
        "400 | {\"error\":{\"code\":400,\"message\":\"The request body is invalid\"}}"
            + "| INVALID_RESPONSE"
            + "| The cloud refused the operator's request. Cloud: 400: The request body is invalid.",
        "404 | {\"error\":{\"code\":404,\"message\":\"Could not find project: eu-de.\"}}"
            + "| PROJECT_NOT_FOUND | "
            + NO_PROJECT
            + "404: Could not find project: eu-de.",
        "400 | {\"error\":{\"code\":400,\"message\":\"Project is invalid\"}}"
            + "| PROJECT_NOT_FOUND | "
            + NO_PROJECT
            + "400: Project is invalid.",
        "403 | {\"error_code\":\"APIGW.0310\",\"error_msg\":\"unavailable\"}"
            + "| PROJECT_NOT_FOUND | "
            + NO_PROJECT
            + "403 APIGW.0310: unavailable.",
        "404 | {\"error_code\":\"IAM.0004\",\"error_msg\":\"no target\"}"
            + "| PROJECT_NOT_FOUND | "
            + NO_PROJECT
            + "404 IAM.0004: no target.",
        "403 | {\"error_code\":\"IAM.0002\",\"error_msg\":\"not authorised\"}"
            + "| FORBIDDEN | Cloud: 403 IAM.0002: not authorised.",
        "404 | <html> | INVALID_RESPONSE"
            + "| Check the endpoint URL of cloud otc. Cloud: 404 without an explanation.",
        "404 | {\"error_code\":\"APIG.0101\",\"error_msg\":\"no API\"} | INVALID_RESPONSE"
            + "| Check the endpoint URL of cloud otc. Cloud: 404 APIG.0101: no API.",
        "429 | {\"error_code\":\"IAM.0012\",\"error_msg\":\"slow\"}"
            + "| THROTTLED | The identity service (IAM) rejected the call because of too many"
            + " requests. Cloud: 429 IAM.0012: slow.",
        "500 | {\"error\":{\"code\":500,\"message\":\"project store\"}}"
            + "| CLOUD_UNAVAILABLE | The identity service (IAM) is unavailable or busy."
            + " Cloud: 500: project store.",
        "200 | {} | INVALID_RESPONSE | The response has an unexpected status (expected 201)."
            + " Cloud: 200 without an explanation.",
      })
  void judgesRefusals(int status, String body, Reason reason, String message) {
    cloud.answers(status, body);

    assertThat(failure()).isEqualTo(new CloudFailure(reason, message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | The response of IAM does not say when the token expires.",
        "{\"token\":{\"expires_at\":\"soon\"}} | The response of IAM does not say when the token expires.",
        "{\"token\":{\"expires_at\":null}} | The response of IAM does not say when the token expires.",
        "[] | The response of IAM does not say when the token expires.",
        "'' | The response of IAM is empty.",
        "<html> | The response is not valid JSON.",
      })
  void refusesABodyWithoutExpiry(String body, String message) {
    cloud.answers(201, body, TOKEN);

    assertThat(failure()).isEqualTo(new CloudFailure(Reason.INVALID_RESPONSE, message));
  }

  @Test
  void refusesAnAnswerWithoutToken() {
    cloud.answers(201, BODY);
    assertThat(failure().message()).isEqualTo("The response of IAM has no X-Subject-Token header.");

    cloud.answers(201, BODY, Map.of("X-Subject-Token", "two words"));
    assertThat(failure().message())
        .isEqualTo("The token that IAM issued contains invalid characters.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eu de", "a\u0001", "=", "../x"})
  void refusesAProjectThatIsNoId(String project) {
    cloud.answers(
        201,
        "{\"token\":{\"expires_at\":\"2026-01-03T03:04:05Z\",\"project\":{\"id\":%s}}}"
            .formatted(TextNode.valueOf(project)),
        TOKEN);

    assertThat(failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The response of IAM has a project ID that is not 1 to 64 letters, digits, - or _."));
  }

  @Test
  void showsNeitherPasswordNorToken() {
    cloud.answers(
        400, "{\"error\":{\"code\":400,\"message\":\"bad password pa\\\"ss wörd of reader\"}}");

    assertThat(failure().message())
        .isEqualTo(
            "The cloud refused the operator's request. Cloud: 400: bad password … of reader.");
    assertThat(LOGIN.toString()).isEqualTo("user reader of domain OTC-EU-DE-1");
    assertThat(new IssuedToken("MIIabc", Instant.EPOCH, PROJECT).toString())
        .isEqualTo("token for project " + PROJECT + " until 1970-01-01T00:00:00Z");
  }

  @Test
  void keepsRetryAfter() {
    cloud.answers(503, "", Map.of("Retry-After", "3"));

    assertThat(failure().retryAfter()).isEqualTo(Duration.ofSeconds(3));
  }

  private IssuedToken create(@Nullable String projectId) throws CloudException {
    return calls.iam().issueToken(endpoints(cloud.url()), LOGIN, projectId);
  }

  private CloudFailure failure() {
    return failureOf(() -> create(null));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
