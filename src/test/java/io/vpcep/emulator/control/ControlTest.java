package io.vpcep.emulator.control;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.ids;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlTest {

  private static final String NEWER =
      "/emulator/services/" + SERVICE + "/connections/adb7b229-bb11-4072-bcc0-3327cd784263";

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(new ManualClock()));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void tellsWhatThereIs() {
    assertThat(client.get("/emulator").body()).contains("/emulator/world", "/emulator/faults");
    assertThat(client.getWithoutToken("/emulator/").statusCode()).isEqualTo(200);
  }

  @Test
  void showsTheWorldWithoutSecrets() {
    HttpResponse<String> response = client.get("/emulator/world");

    JsonNode world = json(response);
    assertThat(world.path("services").get(0).path("id").asText()).isEqualTo(SERVICE);
    assertThat(world.path("services").get(0).path("connections"))
        .isEqualTo(json(client.get(LIST)).path("connections"));
    assertThat(world.path("clusters").get(0).path("connections"))
        .isEqualTo(json(client.get(CSS_LIST)).path("connections"));
    assertThat(world.path("users").findValuesAsText("name")).containsExactly("emulator");
    assertThat(response.body()).doesNotContain("emulator-password", "emulator-token");
  }

  @Test
  void changesSomeFieldsOfAConnection() {
    HttpResponse<String> patched = client.send("PATCH", NEWER, "{\"status\": \"rejected\"}");

    assertThat(patched.statusCode()).isEqualTo(200);
    JsonNode shown = json(client.get(NEWER));
    assertThat(shown).isEqualTo(json(patched));
    assertThat(shown.path("status").asText()).isEqualTo("rejected");
    assertThat(shown.path("marker_id").asLong()).isEqualTo(16777510);
    assertThat(shown.path("updated_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void createsAConnectionAndItsService() {
    client.send(
        "PUT",
        "/emulator/services/new/connections/e1",
        "{\"status\": \"pendingAcceptance\", \"marker_id\": 5}");

    JsonNode listed = json(client.get(LIST.replace(SERVICE, "new"))).path("connections").get(0);

    assertThat(listed)
        .isEqualTo(
            json(
                """
                {"id": "e1", "status": "pendingAcceptance", "marker_id": 5,
                "domain_id": "5fc973eea581490997e82ea11a1df31f",
                "created_at": "2026-03-01T12:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}
                """));
  }

  @Test
  void replacesAConnectionWholly() {
    client.send("PUT", NEWER, "{\"domain_id\": \"other\"}");

    JsonNode replaced = json(client.get(NEWER));

    assertThat(replaced.path("domain_id").asText()).isEqualTo("other");
    assertThat(replaced.path("created_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void removesConnectionsAndSources() {
    assertThat(client.send("DELETE", NEWER, "").statusCode()).isEqualTo(204);
    assertThat(client.send("DELETE", NEWER, "").statusCode()).isEqualTo(404);
    assertThat(ids(client.get(LIST))).hasSize(1);

    assertThat(client.send("DELETE", "/emulator/services/" + SERVICE, "").statusCode())
        .isEqualTo(204);
    assertThat(client.get(LIST).statusCode()).isEqualTo(404);
    assertThat(client.send("DELETE", "/emulator/clusters/" + CLUSTER, "").statusCode())
        .isEqualTo(204);
    assertThat(client.get(CSS_LIST).statusCode()).isEqualTo(403);
  }

  @Test
  void createsAnEmptyService() {
    client.send("PUT", "/emulator/services/empty", "");

    assertThat(json(client.get(LIST.replace(SERVICE, "empty"))).path("total_count").asInt())
        .isZero();
  }

  @Test
  void changesAClustersSettingsAndConnections() {
    String cluster = "/emulator/clusters/" + CLUSTER;

    client.send("PATCH", cluster, "{\"vpcepUpdateSwitch\": true}");
    client.send("PUT", cluster + "/connections/e1", "{\"vpcepIp\": \"10.0.0.1\"}");
    assertThat(json(client.get(CSS_LIST)).path("vpcepUpdateSwitch").isBoolean()).isTrue();
    assertThat(ids(client.get(CSS_LIST))).containsExactly("e1", "connectionsID");

    client.send("PATCH", cluster, "{\"endpointService\": false}");
    assertThat(client.get(CSS_LIST).body()).contains("CSS.5182");
    assertThat(client.send("PATCH", "/emulator/clusters/none", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void createsManyAtOnce() {
    HttpResponse<String> created =
        client.send(
            "POST",
            "/emulator/connections",
            "{\"service\": \"many\", \"count\": 2500, \"status\": \"accepted\"}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).path("ids")).hasSize(2500);
    JsonNode page = json(client.get(LIST.replace(SERVICE, "many") + "?status=accepted"));
    assertThat(page.path("total_count").asInt()).isEqualTo(2500);
    assertThat(page.path("connections").findValuesAsText("marker_id")).doesNotHaveDuplicates();
    assertThat(page.path("connections").get(0).path("created_at").asText())
        .isEqualTo("2026-03-01T12:00:00Z");
    assertThat(page.path("connections").get(1).path("created_at").asText())
        .isEqualTo("2026-03-01T11:59:59Z");
  }

  @Test
  void createsManyInAClusterToo() {
    client.send("POST", "/emulator/connections", "{\"cluster\": \"c\", \"count\": 12}");

    assertThat(json(client.get(CSS_LIST.replace(CLUSTER, "c"))).path("total_count").asInt())
        .isEqualTo(12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT|/emulator/services/s/connections/e|{\"maxSession\": \"1\"}|maxSession: unknown key;",
        "PUT|/emulator/services/s/connections/e|{\"status\": \"\"}|status: \"\" is not allowed",
        "PUT|/emulator/services/s/connections/a.b|{}|endpoint id: a.b is not allowed here; allowed",
        "PUT|/emulator/services/s|{\"x\": 1}|x: unknown key;",
        "POST|/emulator/connections|{\"service\": \"s\"}|count: missing",
        "POST|/emulator/connections|{\"count\": 1}|service: missing",
        "POST|/emulator/connections|{\"service\": \"s\", \"count\": 0}|count: 0 is not allowed",
        "POST|/emulator/tokens/revoke|{\"fixed\": 1}|fixed: 1 is not allowed here; allowed are true",
        "PUT|/emulator/users/u|{}|password: missing",
      })
  void refusesWhatItDoesNotUnderstand(String method, String path, String body, String message) {
    HttpResponse<String> response = client.send(method, path, body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("message").asText()).startsWith(message);
  }

  @Test
  void saysWhatIsNotThere() {
    for (String path : List.of("/emulator/nothing", "/emulator/world/x", "/emulator/services")) {
      HttpResponse<String> response = client.get(path);
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(json(response).path("message").asText()).contains("GET /emulator tells");
    }
    assertThat(client.send("PATCH", NEWER + "x", "{}").statusCode()).isEqualTo(404);
    assertThat(client.get(NEWER + "x").statusCode()).isEqualTo(404);
  }

  @Test
  void listsAWordThatNoDocumentNames() {
    client.send("PATCH", NEWER, "{\"status\": \"frozen\"}");

    assertThat(json(client.get(LIST)).path("connections").get(0).path("status").asText())
        .isEqualTo("frozen");
  }
}
