package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemporaryKeysTest {

  private static final String PATH = "/v3.0/OS-CREDENTIAL/securitytokens";
  private static final String BY_TOKEN = "{\"auth\": {\"identity\": {\"methods\": [\"token\"]}}}";
  private static final String BY_AGENCY =
      """
      {"auth": {"identity": {"methods": ["assume_role"], "assume_role": {
      "domain_name": "customer", "agency_name": "watchers", "duration_seconds": 3600}}}}
      """;

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private JsonNode credential(String body) {
    HttpResponse<String> response = client.send("POST", PATH, body);
    assertThat(response.statusCode()).isEqualTo(201);
    return json(response).path("credential");
  }

  private HttpRequest.Builder signed(JsonNode credential, String path) {
    String access = credential.path("access").asText();
    return new RequestSigner(access, credential.path("secret").asText())
        .sign("GET", emulator.url() + path, "", time.instant());
  }

  private HttpResponse<String> get(JsonNode credential, String path) {
    return client.send(
        signed(credential, path)
            .header("X-Security-Token", credential.path("securitytoken").asText())
            .build());
  }

  private static String message(HttpResponse<String> response) {
    return json(response).path("error_msg").asText();
  }

  @Test
  void signUntilTheyExpire() {
    JsonNode credential = credential(BY_TOKEN);

    assertThat(credential.path("expires_at").asText()).isEqualTo("2026-03-01T12:15:00.000000Z");
    assertThat(get(credential, LIST).statusCode()).isEqualTo(200);

    time.pass(Duration.ofSeconds(899));
    assertThat(get(credential, LIST).statusCode()).isEqualTo(200);

    time.pass(Duration.ofSeconds(1));
    assertThat(get(credential, LIST).statusCode()).isEqualTo(401);
    assertThat(message(get(credential, LIST)))
        .endsWith("security token expires, expires_at: 2026-03-01T12:15:00.000000Z");
  }

  @Test
  void needTheirSecurityToken() {
    JsonNode credential = credential(BY_TOKEN);

    HttpResponse<String> response = client.send(signed(credential, LIST).build());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(message(response)).endsWith("security token is invalid");
  }

  @Test
  void areOfTheAccountWhoseAgencyIsAssumed() {
    JsonNode credential = credential(BY_AGENCY);

    JsonNode domains = json(get(credential, "/v3/auth/domains")).path("domains");

    assertThat(domains.findValuesAsText("name")).containsExactly("customer");
    assertThat(credential.path("expires_at").asText()).isEqualTo("2026-03-01T13:00:00.000000Z");
  }

  @Test
  void areGivenForASignatureAsToHuaweiCloudsTerraformProvider() {
    HttpRequest request =
        new RequestSigner("emulator-access-key", "emulator-secret-key")
            .sign("POST", emulator.url() + PATH, BY_AGENCY, time.instant())
            .build();

    assertThat(client.send(request).statusCode()).isEqualTo(201);
  }

  @Test
  void areGivenForATokenInTheBody() {
    assertThat(anonymous(BY_TOKEN).statusCode()).isEqualTo(401);
    assertThat(anonymous(bodyToken("emulator-token")).statusCode()).isEqualTo(201);

    HttpResponse<String> refused = anonymous(bodyToken("unknown"));
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused).path("error_code").asText()).isEqualTo("IAM.0067");
  }

  private static String bodyToken(String token) {
    return """
        {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}}}}"""
        .formatted(token);
  }

  private HttpResponse<String> anonymous(String body) {
    return client.send(
        HttpRequest.newBuilder(URI.create(emulator.url() + PATH))
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"auth\": {\"identity\": {\"methods\": [\"password\"]}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"token\", \"assume_role\"]}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"assume_role\"]}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"token\"], \"token\":"
            + " {\"duration_seconds\": 899}}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"token\"], \"token\":"
            + " {\"duration_seconds\": 86401}}}}",
        "{\"auth\": {\"identity\": {\"methods\": [\"token\"], \"duration_seconds\": \"900\"}}}",
      })
  void areNotGivenForABadBody(String body) {
    HttpResponse<String> response = client.send("POST", PATH, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error").path("message").asText())
        .isEqualTo("The request body is invalid");
  }

  @Test
  void replaceTheOldestOneWhenThereAreTooMany() {
    JsonNode oldest = credential(BY_TOKEN);
    JsonNode second = credential(BY_TOKEN);
    for (int i = 2; i <= AccessKeys.ISSUED; i++) {
      emulator.identity().accessKeys().issue("emulator", Duration.ofHours(1));
    }

    assertThat(message(get(oldest, LIST))).endsWith("err:ak not exist");
    assertThat(get(second, LIST).statusCode()).isEqualTo(200);
    assertThat(emulator.identity().accessKeys().find("emulator-access-key")).isPresent();
  }

  @Test
  void areShownByTheControlApiWithoutTheirSecrets() {
    JsonNode credential = credential(BY_TOKEN);

    String world = client.get("/emulator/world").body();

    assertThat(world)
        .contains(credential.path("access").asText())
        .doesNotContain(credential.path("secret").asText())
        .doesNotContain(credential.path("securitytoken").asText());
  }

  @Test
  void areOfADomainWithANameOfAtMost64Characters() {
    String name = "d".repeat(65);

    assertThat(client.send("POST", PATH, BY_AGENCY.replace("customer", name)).statusCode())
        .isEqualTo(400);
    credential(BY_AGENCY.replace("customer", name.substring(1)));
  }
}
