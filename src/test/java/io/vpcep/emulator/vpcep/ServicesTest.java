package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.world.ServiceDetails;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that clients create, and how all are found. */
class ServicesTest {

  private static final String PATH = "/v1/some-project/vpc-endpoint-services";
  private static final String BODY =
      """
      {"port_id": "4189d3c2-8882-4871-a3c2-d380272eed88",
       "vpc_id": "4189d3c2-8882-4871-a3c2-d380272eed80",
       "approval_enabled": false, "service_name": "orders", "service_type": "interface",
       "server_type": "VM", "description": "of the shop",
       "ports": [{"client_port": 8080, "server_port": 90, "protocol": "TCP"}],
       "tags": [{"key": "team", "value": "blue"}]}
      """;

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withData("{creatingTime: 2s, deletingTime: 3s, services: [{id: a, name: first}]}")
                .withClock(time)
                .withTimer(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private JsonNode created() {
    HttpResponse<String> response = client.send("POST", PATH, BODY);
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  private HttpResponse<String> show(JsonNode service) {
    return client.get(PATH + "/" + service.path("id").asText());
  }

  private String status(JsonNode service) {
    return json(show(service)).path("status").asText();
  }

  private String listed(String query) {
    JsonNode services = json(client.get(PATH + query)).path("endpoint_services");
    return String.join(",", services.findValuesAsText("description"));
  }

  @Test
  void areCreatedAndBecomeAvailable() {
    JsonNode service = created();

    String id = service.path("id").asText();
    assertThat(service)
        .isEqualTo(
            json(
                """
                {"id": "%1$s", "port_id": "4189d3c2-8882-4871-a3c2-d380272eed88",
                "vpc_id": "4189d3c2-8882-4871-a3c2-d380272eed80", "status": "creating",
                "approval_enabled": false, "service_name": "eu-de.orders.%1$s",
                "service_type": "interface", "server_type": "VM", "project_id": "some-project",
                "description": "of the shop", "created_at": "2026-03-01T12:00:00Z",
                "updated_at": "2026-03-01T12:00:00Z",
                "ports": [{"client_port": 8080, "server_port": 90, "protocol": "TCP"}],
                "tcp_proxy": "close", "tags": [{"key": "team", "value": "blue"}]}
                """
                    .formatted(id)));
    assertThat(status(service)).isEqualTo("creating");
    time.pass(Duration.ofSeconds(2));
    assertThat(status(service)).isEqualTo("available");
  }

  @Test
  void areDeletedAfterATime() {
    JsonNode service = created();
    String path = PATH + "/" + service.path("id").asText();

    HttpResponse<String> response = client.send("DELETE", path, "");

    assertThat(response.statusCode()).isEqualTo(204);
    time.pass(Duration.ofSeconds(2));
    assertThat(status(service)).isEqualTo("deleting");
    time.pass(Duration.ofSeconds(1));
    assertThat(show(service).statusCode()).isEqualTo(404);
    assertThat(client.send("DELETE", path, "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"accepted, 400", "creating, 400", "pendingAcceptance, 204", "rejected, 204"})
  void areNotDeletedWhileTheyHaveLiveConnections(String status, int code) {
    client.send("PUT", "/emulator/services/a/connections/e", "{\"status\": \"" + status + "\"}");

    HttpResponse<String> response = client.send("DELETE", PATH + "/a", "");

    assertThat(response.statusCode()).isEqualTo(code);
    if (code == 400) {
      assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint.3006");
    }
  }

  @Test
  void areModified() {
    JsonNode service = created();
    time.pass(Duration.ofSeconds(5));

    HttpResponse<String> response =
        client.send(
            "PUT",
            PATH + "/" + service.path("id").asText(),
            "{\"approval_enabled\": true, \"service_name\": \"sales\"}");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response)).isEqualTo(json(show(service)));
    assertThat(json(response).path("approval_enabled").asBoolean()).isTrue();
    assertThat(json(response).path("service_name").asText()).startsWith("eu-de.sales.");
    assertThat(json(response).path("updated_at").asText()).isEqualTo("2026-03-01T12:00:05Z");
    assertThat(json(response).path("ports")).isEqualTo(service.path("ports"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"endpoint_service_name\": \"sales\"}|200|eu-de.sales.a",
        "{\"endpoint_service_name\": \"\"}|200|eu-de.a",
        "{}|200|eu-de.first.a",
        "{\"endpoint_service_name\": \"a b\"}|400|",
        "[]|400|",
      })
  void areRenamed(String body, int code, String name) {
    HttpResponse<String> response = client.send("PUT", PATH + "/a/name", body);

    assertThat(response.statusCode()).isEqualTo(code);
    if (code == 200) {
      assertThat(json(response).path("endpoint_service_name").asText()).isEqualTo(name);
      assertThat(json(client.get(PATH + "/a")).path("service_name").asText()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "port_id||2002",
        "vpc_id||2002",
        "vpc_id|\"a b\"|0020",
        "server_type||2002",
        "server_type|\"X\"|3021",
        "service_type|\"gateway\"|0002",
        "ports||2002",
        "ports|[]|2002",
        "ports|[{\"client_port\": 0, \"server_port\": 1}]|3043",
        "ports|[{\"client_port\": 1, \"server_port\": 1, \"protocol\": \"ICMP\"}]|3075",
        "ports|[{\"client_port\": 1, \"server_port\": 1}, {\"client_port\": 1,"
            + " \"server_port\": 1}]|3044",
        "service_name|\"a.b\"|3076",
        "service_name|\"12345678901234567\"|3076",
        "description|\"<b>\"|0002",
        "approval_enabled|\"yes\"|0002",
        "tcp_proxy|\"x\"|0002",
        "tags|[{\"key\": \"\"}]|3066",
      })
  void areNotCreatedFromABadBody(String key, String value, String code) {
    String with = value == null ? "null" : value;
    String body = BODY.strip().replaceFirst("\\{", "{\"" + key + "\": " + with + ", ");
    String without = json(BODY).has(key) ? removed(key, value) : body;

    HttpResponse<String> response = client.send("POST", PATH, without);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint." + code);
  }

  private static String removed(String key, String value) {
    ObjectNode body = (ObjectNode) json(BODY);
    body.remove(key);
    if (value != null) {
      body.set(key, json(value));
    }
    return body.toString();
  }

  @Test
  void areLimitedByAQuota() {
    for (int i = 1; i < QuotasApi.SERVICES; i++) {
      created();
    }

    HttpResponse<String> response = client.send("POST", PATH, BODY);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("Endpoint.1018");
  }

  @Test
  void areListedFilteredAndPaged() {
    client.send("PUT", "/emulator/services/a", "{\"description\": \"one\"}");
    time.pass(Duration.ofSeconds(1));
    JsonNode second = created();

    assertThat(listed("")).isEqualTo("of the shop,one");
    assertThat(listed("?sort_dir=asc&sort_key=created_at")).isEqualTo("one,of the shop");
    assertThat(listed("?endpoint_service_name=ORDER")).isEqualTo("of the shop");
    assertThat(listed("?id=a")).isEqualTo("one");
    assertThat(listed("?id=" + second.path("id").asText())).isEqualTo("of the shop");
    assertThat(listed("?status=creating")).isEqualTo("of the shop");
    assertThat(listed("?status=available")).isEqualTo("one");
    assertThat(listed("?limit=1&offset=1")).isEqualTo("one");
    assertThat(json(client.get(PATH + "?offset=2")))
        .isEqualTo(json("{\"endpoint_services\": [], \"total_count\": 2}"));
  }

  @ParameterizedTest
  @CsvSource({
    "offset=2, 0010",
    "limit=1001, 0006",
    "status=accepted, 0019",
    "sort_key=name, 0017",
    "sort_dir=up, 0018",
  })
  void areNotListedForBadParameters(String query, String code) {
    HttpResponse<String> response = client.get(PATH + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint." + code);
  }

  @Test
  void areDescribedByIdOrName() {
    HttpResponse<String> response = client.get(PATH + "/describe?id=a");

    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"id": "a", "service_name": "eu-de.first.a", "service_type": "interface",
                "created_at": "2026-03-01T12:00:00Z", "is_charge": true}
                """));
    assertThat(client.get(PATH + "/describe?endpoint_service_name=eu-de.first.a").body())
        .isEqualTo(response.body());
    assertThat(client.get(PATH + "/describe?id=b").statusCode()).isEqualTo(404);
    assertThat(client.get(PATH + "/describe").statusCode()).isEqualTo(400);
  }

  @Test
  void arePublicWhereTheCloudOperatesThem() {
    JsonNode all = json(client.get(PATH + "/public"));
    JsonNode found = json(client.get(PATH + "/public?endpoint_service_name=obs&limit=1"));

    assertThat(all.path("total_count").asInt()).isEqualTo(2);
    assertThat(found.path("total_count").asInt()).isEqualTo(1);
    assertThat(found.path("endpoint_services").get(0))
        .isEqualTo(
            json(
                """
                {"id": "26391a76-546b-42a9-b2fc-496ec68c0e4d", "owner": "example",
                "service_name": "OBS", "service_type": "gateway",
                "created_at": "2019-03-28T09:30:27Z", "is_charge": true}
                """));
    assertThat(json(client.get(PATH + "/public?offset=2")).path("endpoint_services")).isEmpty();
  }

  @Test
  void countInTheQuotas() {
    created();
    client.send(
        "PUT",
        "/emulator/services/a/connections/e",
        "{\"domain_id\": \"" + ServiceDetails.DEFAULT_OWNER + "\"}");

    assertThat(json(client.get("/v1/some-project/quotas")))
        .isEqualTo(
            json(
                """
                {"quotas": {"resources": [{"type": "endpoint", "used": 1, "quota": 50},
                {"type": "endpoint_service", "used": 2, "quota": 20}]}}
                """));
    assertThat(json(client.get("/v1/p/quotas?type=endpoint")).findValuesAsText("type"))
        .containsExactly("endpoint");
    assertThat(client.get("/v1/p/quotas?type=x").statusCode()).isEqualTo(400);
  }

  @Test
  void haveTags() {
    String path = "/v1/some-project/endpoint_service/a/tags/action";
    String create =
        """
        {"action": "create", "tags": [{"key": "k", "value": "v"}, {"key": "l", "value": "w"}]}""";
    String delete =
        """
        {"action": "delete", "tags": [{"key": "k"}, {"key": "l", "value": "another"}]}""";
    created();

    assertThat(client.send("POST", path, create).statusCode()).isEqualTo(204);
    assertThat(json(client.get("/v1/some-project/endpoint_service/tags")))
        .isEqualTo(
            json(
                """
                {"tags": [{"key": "k", "values": ["v"]}, {"key": "l", "values": ["w"]},
                {"key": "team", "values": ["blue"]}]}
                """));

    assertThat(client.send("POST", path, delete).statusCode()).isEqualTo(204);
    assertThat(json(client.get(PATH + "/a")).path("tags"))
        .isEqualTo(json("[{\"key\": \"l\", \"value\": \"w\"}]"));
    assertThat(client.send("POST", path, "{\"action\": \"x\"}").statusCode()).isEqualTo(400);
  }

  @Test
  void haveNoMoreTagsThanTheCloudAllows() {
    StringBuilder tags = new StringBuilder();
    for (int i = 0; i <= Dialect.HUAWEICLOUD.maxTags(); i++) {
      tags.append(i == 0 ? "" : ",").append("{\"key\": \"k").append(i).append("\"}");
    }

    HttpResponse<String> response =
        client.send(
            "POST",
            "/v1/some-project/endpoint_service/a/tags/action",
            "{\"action\": \"create\", \"tags\": [" + tags + "]}");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(client.get(PATH + "/a")).path("tags")).isEmpty();
  }

  @Test
  void haveAVersionThatAnybodyMayRead() {
    HttpResponse<String> response = client.getWithoutToken("/v1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("version").path("status").asText()).isEqualTo("CURRENT");
    assertThat(json(response).findValuesAsText("href")).containsExactly(emulator.url() + "/v1");
  }

  @Test
  void areRefusedToAnUnknownCaller() {
    for (String path : new String[] {PATH, PATH + "/public", "/v1/p/quotas"}) {
      assertThat(client.getWith("unknown", path).statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "7"})
  void areModifiedByAnObjectOnly(String body) {
    HttpResponse<String> response = client.send("PUT", PATH + "/a", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("EndPoint.");
  }
}
