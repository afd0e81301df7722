package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectsTest {

  private static final String TWO = "projects: [{name: eu-de, id: abc}, {name: eu-nl, id: def}]";

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    start(TWO);
  }

  private void start(String data) throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withData(data));
    client = new EmulatorClient(emulator);
  }

  private void restart(String data) throws IOException {
    stop();
    start(data);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private List<String> ids(String query) {
    HttpResponse<String> response = client.get("/v3/projects" + query);
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response).path("projects").findValuesAsText("id");
  }

  @Test
  void findsTheProjectOfARegion() {
    JsonNode body = json(client.get("/v3/projects?name=eu-de"));

    String domain = body.path("projects").path(0).path("domain_id").asText();
    assertThat(domain).matches("[0-9a-f]{32}");
    assertThat(body)
        .isEqualTo(
            json(
                """
                {"projects": [{"id": "abc", "name": "eu-de", "domain_id": "%1$s",
                "parent_id": "%1$s", "enabled": true, "is_domain": false, "description": "",
                "links": {"self": "%2$s/v3/projects/abc"}}],
                "links": {"self": "%2$s/v3/projects", "previous": null, "next": null}}
                """
                    .formatted(domain, emulator.url())));
  }

  @Test
  void hasTheSameProjectForARegionAsTokens() throws IOException {
    restart("");
    JsonNode token = json(client.login("emulator-password", "eu-ch2")).path("token");

    JsonNode found = json(client.get("/v3/projects?name=eu-ch2")).path("projects").path(0);

    assertThat(found.path("id")).isEqualTo(token.path("project").path("id"));
    assertThat(found.path("domain_id")).isEqualTo(token.path("user").path("domain").path("id"));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'abc,def'",
    "?name=eu, ''",
    "?enabled=true, 'abc,def'",
    "?enabled=false, ''",
    "?domain_id=other, ''",
    "?parent_id=other, ''",
    "?per_page=1, abc",
    "?per_page=1&page=2, def",
    "?per_page=1&page=3, ''",
  })
  void filtersAndPages(String query, String expected) throws IOException {
    restart(TWO + "\nanyProject: false");

    assertThat(String.join(",", ids(query))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"per_page=0", "per_page=5001", "per_page=x", "page=0"})
  void refusesPagesThatAreNone(String query) {
    HttpResponse<String> response = client.get("/v3/projects?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("IAM.0073");
  }

  @Test
  void hasNoProjectForARegionWhenOnlyTheListedOnesExist() throws IOException {
    restart(TWO + "\nanyProject: false");

    assertThat(ids("?name=eu-ch2")).isEmpty();
    HttpResponse<String> token = client.login("emulator-password", "eu-ch2");
    assertThat(token.statusCode()).isEqualTo(401);
    assertThat(json(token))
        .isEqualTo(
            json(
                """
                {"error": {"code": 401, "message": "Could not find project: eu-ch2.",
                "title": "Unauthorized"}}
                """));
    assertThat(client.login("emulator-password", "eu-de").statusCode()).isEqualTo(201);
  }

  @Test
  void refusesAnUnknownCaller() {
    HttpResponse<String> response = client.getWithoutToken("/v3/projects?name=eu-de");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(json(response).path("error_code").asText()).isEqualTo("APIGW.0301");
  }

  @Test
  void haveNamesAndIdsOfAtMost64Characters() throws IOException {
    restart("{}");
    String longest = "n".repeat(64);

    assertThat(client.login("emulator-password", longest).statusCode()).isEqualTo(201);
    assertThat(client.login("emulator-password", longest + "n").statusCode()).isEqualTo(401);
    assertThat(ids("?name=" + longest)).hasSize(1);
    assertThat(ids("?name=" + longest + "n")).isEmpty();
  }
}
