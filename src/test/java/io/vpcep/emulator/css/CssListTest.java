package io.vpcep.emulator.css;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.CssFields;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssListTest {

  private static final SourceRef SOURCE = SourceRef.cluster(CLUSTER);

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

  /** The example of the older page, but with the newer pages' boolean as the switch. */
  @Test
  void givesTheDocumentsExample() {
    assertThat(json(client.get(CSS_LIST)))
        .isEqualTo(
            json(
                """
                {
                  "connections" : [ {
                    "id" : "connectionsID",
                    "status" : "accepted",
                    "maxSession" : "3000",
                    "specificationName" : "default",
                    "created_at" : "2021-09-17T08:00:07Z",
                    "update_at" : null,
                    "domain_id" : "domainID"
                  } ],
                  "vpcepUpdateSwitch" : false,
                  "total_count" : 1
                }
                """));
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "false", "\"true\"", "\"false\""})
  void sendsTheSwitchAsTheDataFileHasIt(String written) throws IOException {
    String data = "clusters: [{id: c, vpcepUpdateSwitch: %s}]".formatted(written);
    try (Emulator other = Emulator.start(EmulatorOptions.defaults().withData(data))) {
      JsonNode response = json(new EmulatorClient(other).get(CSS_LIST.replace(CLUSTER, "c")));

      assertThat(response.path("vpcepUpdateSwitch")).isEqualTo(json(written));
    }
  }

  @Test
  void movesTheUpdateTimeWithAChange() {
    emulator.world().change(SOURCE, "connectionsID", c -> c.withStatus("rejected"));

    JsonNode connection = json(client.get(CSS_LIST)).path("connections").get(0);

    assertThat(connection.path("status").asText()).isEqualTo("rejected");
    assertThat(connection.path("update_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
  }

  @Test
  void showsTheNewerFieldsWhenTheyAreSet() {
    emulator
        .world()
        .putCluster(
            CLUSTER,
            new ClusterSettings(
                true,
                BooleanNode.TRUE,
                "search",
                List.of(
                    new ClusterSettings.Permission(
                        "p1", "iam:domain::d", "domainId", Instant.EPOCH))));
    emulator
        .world()
        .change(
            SOURCE,
            "connectionsID",
            c -> c.withCss(new CssFields("1", "large", "10.0.0.1", "::1", "a.example.com")));

    JsonNode response = json(client.get(CSS_LIST));

    assertThat(response.path("vpcepUpdateSwitch")).isEqualTo(BooleanNode.TRUE);
    assertThat(response.path("vpcServiceName").asText()).isEqualTo("search");
    assertThat(response.path("permissions"))
        .isEqualTo(
            json(
                """
                [{"id": "p1", "permission": "iam:domain::d", "permission_type": "domainId",
                "created_at": "1970-01-01T00:00:00Z"}]
                """));
    JsonNode connection = response.path("connections").get(0);
    assertThat(connection.path("maxSession").asText()).isEqualTo("1");
    assertThat(connection.path("vpcepIp").asText()).isEqualTo("10.0.0.1");
    assertThat(connection.path("vpcepIpv6Address").asText()).isEqualTo("::1");
    assertThat(connection.path("vpcepDnsName").asText()).isEqualTo("a.example.com");
  }

  /** "Obtaining an Endpoint Connection" of Open Telekom Cloud, 2026-04. */
  @Test
  void hasItsFieldsInTheOrderOfTheNewestExample() {
    Instant created = Instant.parse("2023-10-12T07:33:11Z");
    emulator
        .world()
        .putCluster(
            CLUSTER,
            new ClusterSettings(
                true,
                BooleanNode.FALSE,
                "cn-north-4.css",
                List.of(new ClusterSettings.Permission("p", "*", "domainId", created))));
    emulator
        .world()
        .change(
            SOURCE,
            "connectionsID",
            c -> c.withCss(new CssFields("3000", "default", "192.168.0.122", null, null)));

    assertThat(client.get(CSS_LIST).body())
        .isEqualTo(
            "{\"connections\":[{\"id\":\"connectionsID\",\"status\":\"accepted\","
                + "\"maxSession\":\"3000\",\"specificationName\":\"default\","
                + "\"vpcepIp\":\"192.168.0.122\",\"created_at\":\"2021-09-17T08:00:07Z\","
                + "\"update_at\":\"2026-03-01T12:00:00Z\",\"domain_id\":\"domainID\"}],"
                + "\"vpcepUpdateSwitch\":false,\"total_count\":1,"
                + "\"vpcServiceName\":\"cn-north-4.css\",\"permissions\":[{\"id\":\"p\","
                + "\"permission\":\"*\",\"permission_type\":\"domainId\","
                + "\"created_at\":\"2023-10-12T07:33:11Z\"}]}");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 10",
    "limit=1000, 25",
    "limit=7, 7",
    "offset=20, 5",
    "limit=7&offset=24, 1",
    "offset=25, 0",
    "offset=3000, 0",
    "start=1, 10",
    "start=21, 5",
    "start=25&offset=20, 5",
  })
  void pages(String query, int shown) {
    emulator.world().putMany(SOURCE, 24, c -> c);

    JsonNode page = json(client.get(CSS_LIST + "?" + query));

    assertThat(page.path("connections")).hasSize(shown);
    assertThat(page.path("total_count").asInt()).isEqualTo(25);
  }

  @ParameterizedTest
  @ValueSource(strings = {"limit=0", "limit=1001", "limit=x", "offset=-1", "offset=x", "start=0"})
  void refusesBadParameters(String query) {
    HttpResponse<String> response = client.get(CSS_LIST + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("errCode").asText()).isEqualTo("CSS.0001");
  }

  @Test
  void deniesAnUnknownCluster() {
    HttpResponse<String> response = client.get(CSS_LIST.replace(CLUSTER, "nowhere"));

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(json(response).path("errCode").asText()).isEqualTo("CSS.0015");
    assertThat(json(response).path("externalMessage").asText()).startsWith("CSS.0015 : ");
  }

  @Test
  void saysThatAClusterHasNoEndpointService() {
    emulator.world().putCluster(CLUSTER, new ClusterSettings(false, BooleanNode.FALSE, null, null));

    HttpResponse<String> response = client.get(CSS_LIST);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("errCode").asText()).isEqualTo("CSS.5182");
  }
}
