package io.vpcep.emulator.css;

import static io.vpcep.emulator.EmulatorClient.CLUSTER;
import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CssUpdateTest {

  private static final SourceRef SOURCE = SourceRef.cluster(CLUSTER);
  private static final String ENDPOINT = "f132bb14-e1d5-4f25-9f7c-a29e4c8effd4";

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(time).withTimer(time));
    client = new EmulatorClient(emulator);
    emulator.world().put(SOURCE, ENDPOINT, c -> c.withStatus("rejected"));
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {
          "action" : "receive",
          "endpoint_id_list" : [ "f132bb14-e1d5-4f25-9f7c-a29e4c8effd4" ]
        }
        """,
        """
        {
        "action" : "receive",
        "endpointIdList" : [ "f132bb14-e1d5-4f25-9f7c-a29e4c8effd4" ]
        }
        """
      })
  void acceptsWithTheDocumentsExamples(String example) {
    HttpResponse<String> response = update(example);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
    time.pass(Duration.ofSeconds(1));
    assertThat(statuses()).containsExactly("accepted", "accepted");
    assertThat(json(client.get(CSS_LIST)).path("connections").get(0).path("update_at").asText())
        .isEqualTo("2026-03-01T12:00:01Z");
  }

  @Test
  void rejectsSeveralAtOnce() {
    emulator.world().change(SOURCE, ENDPOINT, c -> c.withStatus("accepted"));

    update(
        "{\"action\": \"reject\", \"endpoint_id_list\": [\"%s\", \"connectionsID\"]}"
            .formatted(ENDPOINT));

    assertThat(statuses()).containsExactly("rejected", "rejected");
  }

  @ParameterizedTest
  @CsvSource({"elsewhere, CSS.0001", "busy, CSS.5090"})
  void changesNothingWhenOneOfSeveralCannotBeChanged(String other, String code) {
    emulator.world().put(SOURCE, "busy", c -> c.withStatus("creating"));
    List<String> before = statuses();

    HttpResponse<String> response =
        update(
            "{\"action\": \"receive\", \"endpoint_id_list\": [\"%s\", \"%s\"]}"
                .formatted(ENDPOINT, other));

    assertRefused(response, 400, code);
    assertThat(statuses()).isEqualTo(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|CSS.0006",
        "{}|CSS.0006",
        "no JSON|CSS.0006",
        "{\"action\": \"receive\"}|CSS.0001",
        "{\"action\": \"receive\", \"endpoint_id_list\": []}|CSS.0001",
        "{\"action\": \"receive\", \"endpoint_id_list\": \"e\"}|CSS.0001",
        "{\"action\": \"receive\", \"endpoint_id_list\": [1]}|CSS.0001",
        "{\"action\": \"accept\", \"endpoint_id_list\": [\"connectionsID\"]}|CSS.0001",
        "{\"endpoint_id_list\": [\"connectionsID\"]}|CSS.0001",
      })
  void refusesBadRequests(String body, String code) {
    assertRefused(update(body), 400, code);
  }

  @Test
  void deniesAnUnknownCluster() {
    assertRefused(
        client.send("POST", CSS_LIST.replace(CLUSTER, "nowhere"), receive()), 403, "CSS.0015");
  }

  @Test
  void saysThatAClusterHasNoEndpointService() {
    client.send("PATCH", "/emulator/clusters/" + CLUSTER, "{\"endpointService\": false}");

    assertRefused(update(receive()), 400, "CSS.5182");
  }

  private HttpResponse<String> update(String body) {
    return client.send("POST", CSS_LIST, body);
  }

  private List<String> statuses() {
    return json(client.get(CSS_LIST)).path("connections").findValuesAsText("status");
  }

  private static String receive() {
    return "{\"action\": \"receive\", \"endpoint_id_list\": [\"%s\"]}".formatted(ENDPOINT);
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("errCode").asText()).isEqualTo(code);
    assertThat(json(response).path("externalMessage").asText()).startsWith(code + " : ");
  }
}
