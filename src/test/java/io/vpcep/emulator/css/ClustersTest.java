package io.vpcep.emulator.css;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.ids;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.ClusterSettings;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClustersTest {

  private static final String PATH = "/v1.0/some-project/clusters";
  private static final String SERVICE = PATH + "/" + CLUSTER + "/vpcepservice";

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

  private static String code(HttpResponse<String> response) {
    return json(response).path("errCode").asText();
  }

  private HttpResponse<String> permit(String accounts) {
    return client.send("POST", SERVICE + "/permissions", "{\"vpc_permissions\": " + accounts + "}");
  }

  private JsonNode whitelist() {
    return json(client.get(CSS_LIST)).path("permissions");
  }

  @Test
  void areListed() {
    JsonNode list = json(client.get(PATH));

    assertThat(list.path("totalSize").asInt()).isEqualTo(1);
    JsonNode cluster = list.path("clusters").get(0);
    assertThat(cluster.path("id").asText()).isEqualTo(CLUSTER);
    assertThat(cluster.path("status").asText()).isEqualTo("200");
    assertThat(cluster.path("name").asText()).startsWith("css-");
    assertThat(cluster.path("datastore").path("type").asText()).isEqualTo("elasticsearch");
    assertThat(cluster.path("instances")).hasSize(1);
    assertThat(cluster.path("actionProgress").isObject()).isTrue();
    assertThat(json(client.get(PATH + "/" + CLUSTER))).isEqualTo(cluster);
  }

  @ParameterizedTest
  @CsvSource({
    "'', 10",
    "limit=1000, 25",
    "offset=1&limit=7, 7",
    "offset=25, 1",
    "offset=26, 0",
    "start=21, 5",
    "datastoreType=elasticsearch, 10",
    "datastoreType=logstash, 0",
  })
  void arePaged(String query, int shown) {
    IntStream.range(0, 24)
        .forEach(i -> emulator.world().putCluster("c" + i, ClusterSettings.DEFAULT));

    assertThat(json(client.get(PATH + "?" + query)).path("clusters")).hasSize(shown);
  }

  @Test
  void areNotShownWhenTheyAreUnknown() {
    HttpResponse<String> response = client.get(PATH + "/nowhere");

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(code(response)).isEqualTo("CSS.0015");
    assertThat(client.get(PATH + "?limit=0").statusCode()).isEqualTo(400);
  }

  @Test
  void loseTheirConnectionsWhenTheirEndpointServiceIsClosed() {
    HttpResponse<String> closed = client.send("PUT", SERVICE + "/close", "");

    assertThat(closed.statusCode()).isEqualTo(200);
    assertThat(json(closed)).isEqualTo(json("{\"action\": \"deleteVpcepservice\"}"));
    assertThat(code(client.get(CSS_LIST))).isEqualTo("CSS.5182");
    assertThat(code(client.send("PUT", SERVICE + "/close", ""))).isEqualTo("CSS.5182");

    HttpResponse<String> opened =
        client.send("POST", SERVICE + "/open", "{\"endpoint_with_dns_name\": true}");

    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(json(opened)).isEqualTo(json("{\"action\": \"createVpcepservice\"}"));
    assertThat(client.get(CSS_LIST).statusCode()).isEqualTo(200);
    assertThat(ids(client.get(CSS_LIST))).isEmpty();
  }

  @Test
  void openTheirEndpointServiceOnce() {
    assertThat(code(client.send("POST", SERVICE + "/open", ""))).isEqualTo("CSS.5090");
    assertThat(code(client.send("POST", SERVICE + "/open", "{\"profession_vpcep\": 1}")))
        .isEqualTo("CSS.0001");
  }

  @Test
  void haveAWhitelistThatIsReplaced() {
    assertThat(permit("[\"ann\"]").statusCode()).isEqualTo(200);
    JsonNode ann = whitelist().get(0);
    time.pass(Duration.ofSeconds(5));

    HttpResponse<String> response = permit("[\"bob\", \"ann\"]");

    assertThat(response.body()).isEmpty();
    assertThat(whitelist().get(1)).isEqualTo(ann);
    assertThat(whitelist().get(0))
        .isEqualTo(
            json(
                """
                {"id": "%s", "permission": "iam:domain::bob", "permission_type": "domainId",
                "created_at": "2026-03-01T12:00:05Z"}
                """
                    .formatted(whitelist().get(0).path("id").asText())));
    permit("[]");
    assertThat(whitelist()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"ann\"", "[1]", "[\"\"]", "[\"iam:domain::ann\"]"})
  void refuseABadWhitelist(String accounts) {
    assertThat(code(permit(accounts))).isEqualTo("CSS.0001");
  }

  @Test
  void refuseTooLongAWhitelist() {
    String accounts =
        IntStream.rangeClosed(0, 1000).mapToObj(i -> "\"a" + i + "\"").toList().toString();

    assertThat(code(permit(accounts))).isEqualTo("CSS.0001");
  }
}
