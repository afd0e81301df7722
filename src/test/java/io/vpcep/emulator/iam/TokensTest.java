package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

  private static final String PASSWORD = "emulator-password";
  private static final String USER =
      """
      {"name": "emulator", "password": "emulator-password", "domain": {"name": "emulator"}}""";

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withData(
                    "{tokenLife: 1h, projects: [{name: eu-de, id: abc}], services: [{id: s}]}")
                .withClock(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private static String subjectToken(HttpResponse<String> response) {
    return response.headers().firstValue("X-Subject-Token").orElseThrow();
  }

  private HttpResponse<String> loginWithScope(String scope) {
    return client.send(
        "POST",
        "/v3/auth/tokens?nocatalog=true",
        """
        {"auth": {"identity": {"methods": ["password"], "password": {"user": %s}}%s}}
        """
            .formatted(USER, scope));
  }

  private String list() {
    return LIST.replace(EmulatorClient.SERVICE, "s");
  }

  @Test
  void givesATokenForAProject() {
    HttpResponse<String> response = client.login(PASSWORD, "eu-de");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(subjectToken(response)).isNotBlank();
    JsonNode token = json(response).path("token");
    assertThat(token.path("methods")).isEqualTo(json("[\"password\"]"));
    assertThat(token.path("issued_at").asText()).isEqualTo("2026-03-01T12:00:00.000000Z");
    assertThat(token.path("expires_at").asText()).isEqualTo("2026-03-01T13:00:00.000000Z");
    assertThat(token.path("user").path("name").asText()).isEqualTo("emulator");
    assertThat(token.path("project").path("id").asText()).isEqualTo("abc");
    assertThat(token.path("project").path("name").asText()).isEqualTo("eu-de");
    assertThat(token.path("project").path("domain").path("name").asText()).isEqualTo("emulator");
    assertThat(token.path("roles")).isNotEmpty();
    assertThat(token.path("catalog").findValuesAsText("type"))
        .containsExactly("identity", "vpcep", "css");
    assertThat(token.path("catalog").findValuesAsText("url"))
        .contains(emulator.url() + "/v1/abc", emulator.url() + "/v1.0/abc");
  }

  @Test
  void givesAProjectWithoutAnIdOneThatStaysTheSame() {
    JsonNode first = json(client.login(PASSWORD, "eu-nl")).path("token").path("project");
    JsonNode second = json(client.login(PASSWORD, "eu-nl")).path("token").path("project");

    assertThat(first.path("id").asText()).matches("[0-9a-f]{32}");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void takesAnyProjectId() {
    JsonNode token =
        json(loginWithScope(", \"scope\": {\"project\": {\"id\": \"abc\"}}")).path("token");
    JsonNode unknown =
        json(loginWithScope(", \"scope\": {\"project\": {\"id\": \"xyz\"}}")).path("token");

    assertThat(token.path("project").path("name").asText()).isEqualTo("eu-de");
    assertThat(token.path("catalog")).isEmpty();
    assertThat(unknown.path("project").path("id").asText()).isEqualTo("xyz");
  }

  @Test
  void scopesToADomainOrToNothing() {
    JsonNode domain =
        json(loginWithScope(", \"scope\": {\"domain\": {\"name\": \"emulator\"}}")).path("token");
    JsonNode nothing = json(loginWithScope("")).path("token");

    assertThat(domain.path("domain").path("name").asText()).isEqualTo("emulator");
    assertThat(domain.has("project")).isFalse();
    assertThat(nothing.has("domain") || nothing.has("project")).isFalse();
  }

  @Test
  void refusesAWrongPassword() {
    HttpResponse<String> response = client.login("wrong", "eu-de");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"error": {"code": 401, "message": "The username or password is wrong.",
                "title": "Unauthorized"}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "{\"auth\": {\"identity\": {\"methods\": [\"token\"]}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\":"
            + " {\"name\": \"emulator\"}}}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"password\"], \"password\": {\"user\":"
            + " {\"name\": \"emulator\", \"password\": \"x\", \"domain\": {\"name\": \"d\"}}}},"
            + " \"scope\": {\"project\": {}}}}"
      })
  void refusesABadBody(String body) {
    HttpResponse<String> response = client.send("POST", "/v3/auth/tokens", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"error": {"code": 400, "message": "The request body is invalid",
                "title": "Bad Request"}}
                """));
  }

  @Test
  void letsIssuedAndFixedTokensRead() {
    String token = subjectToken(client.login(PASSWORD, "eu-de"));

    assertThat(client.getWith(token, list()).statusCode()).isEqualTo(200);
    assertThat(client.get(list()).statusCode()).isEqualTo(200);
  }

  @Test
  void keepsOlderTokensValid() {
    String older = subjectToken(client.login(PASSWORD, "eu-de"));
    String newer = subjectToken(client.login(PASSWORD, "eu-de"));

    assertThat(newer).isNotEqualTo(older);
    assertThat(client.getWith(older, list()).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAnExpiredToken() {
    String token = subjectToken(client.login(PASSWORD, "eu-de"));
    time.pass(Duration.ofMinutes(59));
    assertThat(client.getWith(token, list()).statusCode()).isEqualTo(200);

    time.pass(Duration.ofMinutes(1));

    assertRefused(
        client.getWith(token, list()), "token expires, expires_at: 2026-03-01T13:00:00.000000Z");
  }

  @Test
  void refusesUnknownAndMissingTokensOnBothLists() {
    for (String path : new String[] {list(), CSS_LIST}) {
      assertRefused(client.getWith("unknown", path), "decrypt token fail");
      assertRefused(client.getWithoutToken(path), "x-auth-token not found");
    }
  }

  @Test
  void revokesIssuedTokensAndOnRequestTheFixedOnes() {
    String token = subjectToken(client.login(PASSWORD, "eu-de"));

    client.send("POST", "/emulator/tokens/revoke", "");
    assertRefused(client.getWith(token, list()), "decrypt token fail");
    assertThat(client.get(list()).statusCode()).isEqualTo(200);

    client.send("POST", "/emulator/tokens/revoke", "{\"fixed\": true}");
    assertRefused(client.get(list()), "decrypt token fail");

    client.send("PUT", "/emulator/tokens/emulator-token", "");
    assertThat(client.get(list()).statusCode()).isEqualTo(200);
  }

  @Test
  void changesAPassword() {
    client.send("PUT", "/emulator/users/emulator", "{\"password\": \"new\"}");

    assertThat(client.login(PASSWORD, "eu-de").statusCode()).isEqualTo(401);
    assertThat(client.login("new", "eu-de").statusCode()).isEqualTo(201);
  }

  @Test
  void takesLongTokens() {
    assertRefused(client.getWith("x".repeat(30_000), list()), "decrypt token fail");
  }

  private static void assertRefused(HttpResponse<String> response, String cause) {
    assertThat(response.statusCode()).isEqualTo(401);
    JsonNode body = json(response);
    assertThat(body.path("error_code").asText()).isEqualTo("APIGW.0301");
    assertThat(body.path("error_msg").asText())
        .isEqualTo("Incorrect IAM authentication information: " + cause);
    assertThat(body.path("request_id").asText()).matches("[0-9a-f]{32}");
  }
}
