package io.vpcep.emulator.iam;

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
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where clients are told that the services are. */
class CatalogTest {

  private static final String PATH = "/v3/auth/catalog";

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withData("{regions: [eu-de, eu-nl], projects: [{name: eu-de, id: abc}]}")
                .withClock(new ManualClock()));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private static JsonNode entry(HttpResponse<String> response, String type) {
    for (JsonNode entry : json(response).path("catalog")) {
      if (entry.path("type").asText().equals(type)) {
        return entry;
      }
    }
    throw new AssertionError(response.body());
  }

  @Test
  void hasTheIdentityServiceAndThoseOfTheProject() {
    HttpResponse<String> response = client.get(PATH);

    assertThat(response.statusCode()).isEqualTo(200);
    JsonNode iam = entry(response, "identity");
    assertThat(iam.path("name").asText()).isEqualTo("iam");
    assertThat(iam.findValuesAsText("url")).containsExactly(emulator.url() + "/v3");
    assertThat(iam.findValuesAsText("region")).containsExactly("*");
    JsonNode vpcep = entry(response, "vpcep");
    assertThat(vpcep.findValuesAsText("url")).containsExactly(emulator.url() + "/v1/abc");
    assertThat(vpcep.findValuesAsText("region")).containsExactly("eu-de");
    assertThat(vpcep.findValuesAsText("interface")).containsExactly("public");
    assertThat(entry(response, "css").findValuesAsText("url"))
        .containsExactly(emulator.url() + "/v1.0/abc");
    assertThat(json(response).path("links").path("self").asText()).isEqualTo(emulator.url() + PATH);
  }

  /** As Open Telekom Cloud's Go client: the project is not signed. */
  @Test
  void isGivenForASignatureAndTheProjectInTheHeader() {
    RequestSigner signer = new RequestSigner("emulator-access-key", "emulator-secret-key");
    String project =
        json(client.get("/v3/projects?name=eu-nl_team"))
            .path("projects")
            .get(0)
            .path("id")
            .asText();

    HttpResponse<String> response =
        client.send(
            signer
                .signScoped("GET", emulator.url() + PATH, "", ManualClock.NOON)
                .header("X-Project-Id", project)
                .build());

    assertThat(entry(response, "vpcep").findValuesAsText("url"))
        .containsExactly(emulator.url() + "/v1/" + project);
    assertThat(entry(response, "vpcep").findValuesAsText("region")).containsExactly("eu-nl");
  }

  @Test
  void hasAProjectOfUnknownNameInEveryRegion() {
    HttpResponse<String> response =
        client.send(client.request(PATH).header("X-Project-Id", "xyz").build());

    assertThat(entry(response, "vpcep").findValuesAsText("region"))
        .containsExactly("eu-de", "eu-nl");
    assertThat(entry(response, "vpcep").findValuesAsText("url"))
        .containsOnly(emulator.url() + "/v1/xyz");
  }

  @Test
  void leadsToTheUrlThatTheClientCameBy() {
    String local = "http://localhost:" + emulator.port();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(local + PATH))
            .header("X-Auth-Token", EmulatorClient.TOKEN)
            .build();

    assertThat(json(client.send(request)).path("catalog").findValuesAsText("url"))
        .containsExactly(local + "/v3", local + "/v1/abc", local + "/v1.0/abc");
  }

  @Test
  void leadsToAProxyThatEndsTls() {
    HttpRequest request = client.request(PATH).header("X-Forwarded-Proto", "https").build();

    assertThat(json(client.send(request)).path("catalog").findValuesAsText("url"))
        .allMatch(url -> url.startsWith("https://127.0.0.1:" + emulator.port() + "/"));
  }

  @Test
  void isRefusedToAnUnknownCaller() {
    assertThat(client.getWith("unknown", PATH).statusCode()).isEqualTo(401);
  }
}
