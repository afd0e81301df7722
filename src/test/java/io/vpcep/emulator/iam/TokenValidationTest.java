package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenValidationTest {

  private static final String PATH = "/v3/auth/tokens";

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withData("{tokenLife: 1h, projects: [{name: eu-de, id: abc}]}")
                .withClock(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private String login() {
    return client
        .login("emulator-password", "eu-de")
        .headers()
        .firstValue("X-Subject-Token")
        .orElseThrow();
  }

  private HttpResponse<String> validate(String method, String path, String subject) {
    HttpRequest.Builder request = client.request(path).method(method, BodyPublishers.noBody());
    return client.send(request.header("X-Subject-Token", subject).build());
  }

  @Test
  void showsWhatATokenIsGoodForAndHowLong() {
    String token = login();
    JsonNode issued = json(client.login("emulator-password", "eu-de"));

    HttpResponse<String> response = validate("GET", PATH, token);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("X-Subject-Token")).contains(token);
    assertThat(json(response)).isEqualTo(issued);
    assertThat(json(response).path("token").path("project").path("id").asText()).isEqualTo("abc");
  }

  @Test
  void leavesTheCatalogueOutOnRequest() {
    JsonNode token = json(validate("GET", PATH + "?nocatalog=1", login())).path("token");

    assertThat(token.path("catalog")).isEmpty();
  }

  @Test
  void respondsToAHeadWithoutABody() {
    HttpResponse<String> valid = validate("HEAD", PATH, login());
    HttpResponse<String> unknown = validate("HEAD", PATH, "unknown");

    assertThat(valid.statusCode()).isEqualTo(200);
    assertThat(valid.headers().firstValue("X-Subject-Token")).isPresent();
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).isEmpty();
    assertThat(client.get("/v3/regions").statusCode()).isEqualTo(200);
  }

  @Test
  void doesNotFindATokenThatIsUnknownOrHasExpired() {
    String token = login();
    time.pass(Duration.ofHours(1));

    for (String subject : new String[] {token, "unknown"}) {
      HttpResponse<String> response = validate("GET", PATH, subject);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(response.body()).contains("Could not find token.").doesNotContain(subject);
    }
  }

  @Test
  void wantsATokenToValidateAndACallerWhoMay() {
    String token = login();

    assertThat(client.get(PATH).statusCode()).isEqualTo(400);
    assertThat(client.getWith("unknown", PATH).statusCode()).isEqualTo(401);
    time.pass(Duration.ofHours(1));
    assertThat(client.getWith(token, PATH).statusCode()).isEqualTo(401);
  }

  @Test
  void tellsOfAFixedTokenThatItLivesAndHasTheFirstProject() {
    time.pass(Duration.ofHours(5));

    JsonNode token = json(validate("GET", PATH, EmulatorClient.TOKEN)).path("token");

    assertThat(token.path("issued_at").asText()).isEqualTo("2026-03-01T12:00:00.000000Z");
    assertThat(token.path("expires_at").asText()).isEqualTo("2026-03-01T18:00:00.000000Z");
    assertThat(token.path("project").path("id").asText()).isEqualTo("abc");
  }

  @Test
  void forgetsTheOldestOfTooManyTokens() {
    String oldest = login();
    String second = login();
    User user = emulator.identity().users().get(0);
    for (int i = 2; i <= IssuedTokens.KEPT; i++) {
      emulator.identity().issue(user, null, false);
    }

    assertThat(validate("GET", PATH, oldest).statusCode()).isEqualTo(404);
    assertThat(validate("GET", PATH, second).statusCode()).isEqualTo(200);
  }
}
