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

/** What clients ask IAM for before anything else. */
class IamListsTest {

  private static final String DATA =
      """
      regions: [eu-de, eu-nl]
      users:
        - {name: emulator, password: p, domain: emulator}
        - {name: ann, password: p, domain: emulator}
        - {name: stranger, password: p, domain: elsewhere}
      """;

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withData(DATA));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private JsonNode get(String path) {
    HttpResponse<String> response = client.get(path);
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void showVersionsToAnybody(String path) {
    HttpResponse<String> response = client.getWithoutToken(path);

    assertThat(response.statusCode()).isEqualTo(300);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"versions": {"values": [{"media-types": [{
                "type": "application/vnd.openstack.identity-v3+json", "base": "application/json"}],
                "links": [{"rel": "self", "href": "%s/v3/"}],
                "id": "v3.6", "updated": "2016-04-04T00:00:00Z", "status": "stable"}]}}
                """
                    .formatted(emulator.url())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v3", "/v3/"})
  void showTheVersionOfItsUrl(String path) {
    HttpResponse<String> response = client.getWithoutToken(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("version").path("id").asText()).isEqualTo("v3.6");
  }

  @Test
  void showTheCallersDomain() {
    JsonNode body = get("/v3/auth/domains");

    String id = Ids.ofDomain("emulator");
    assertThat(body)
        .isEqualTo(
            json(
                """
                {"domains": [{"description": "", "enabled": true, "id": "%1$s", "name": "emulator",
                "links": {"self": "%2$s/v3/domains/%1$s"}}],
                "links": {"self": "%2$s/v3/auth/domains", "previous": null, "next": null}}
                """
                    .formatted(id, emulator.url())));
    assertThat(get("/v3/auth/domains?name=emulator").path("domains")).hasSize(1);
    assertThat(get("/v3/auth/domains?name=other").path("domains")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'emulator,ann'",
    "?name=ann, ann",
    "?name=stranger, ''",
    "?enabled=false, ''",
    "?domain_id=other, ''",
  })
  void showTheUsersOfTheCallersDomain(String query, String names) {
    JsonNode users = get("/v3/users" + query).path("users");

    assertThat(String.join(",", users.findValuesAsText("name"))).isEqualTo(names);
    assertThat(users.toString()).doesNotContain("\"p\"");
  }

  @Test
  void showTheRegions() {
    JsonNode regions = get("/v3/regions").path("regions");

    assertThat(regions.findValuesAsText("id")).containsExactly("eu-de", "eu-nl");
    assertThat(regions.get(0))
        .isEqualTo(
            json(
                """
                {"parent_region_id": null, "description": "", "type": "public", "id": "eu-de",
                "links": {"self": "%s/v3/regions/eu-de"}, "locales": {"en-us": "eu-de"}}
                """
                    .formatted(emulator.url())));
  }

  @Test
  void showTheProjectThatACallerMayUse() {
    JsonNode projects = get("/v3/auth/projects").path("projects");

    assertThat(projects.findValuesAsText("name")).containsExactly("eu-de");
    assertThat(projects.findValuesAsText("id"))
        .isEqualTo(get("/v3/projects?name=eu-de").path("projects").findValuesAsText("id"));
  }

  @Test
  void areRefusedToAnUnknownCaller() {
    for (String path :
        List.of("/v3/auth/domains", "/v3/users", "/v3/regions", "/v3/auth/projects")) {
      assertThat(client.getWith("unknown", path).statusCode()).isEqualTo(401);
    }
  }
}
