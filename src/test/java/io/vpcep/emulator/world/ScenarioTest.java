package io.vpcep.emulator.world;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ScenarioTest {

  private static final String LIST = "/v1/p/vpc-endpoint-services/s/connections?sort_dir=asc";
  private static final String DATA =
      """
      services:
        - id: s
          connections:
            - {id: a, status: pendingAcceptance, marker_id: 7, description: d,
               created_at: 2020-01-01T00:00:00Z}
      clusters: [{id: c, connections: [{id: x}]}]
      scenario:
        - {after: 9s, service: s, connection: b, remove: true}
        - after: 5s
          service: s
          connection: a
          set: {status: failed, error: [{error_code: E.1, error_message: made up}]}
        - {after: 7s, service: s, connection: b, add: {status: creating}}
        - {after: 8s, cluster: c, connection: x, set: {status: rejected}}
      """;

  private final ManualClock time = new ManualClock();

  private Emulator start() throws IOException {
    return Emulator.start(
        EmulatorOptions.defaults().withData(DATA).withClock(time).withTimer(time));
  }

  @Test
  void changesWhatItNamesAndMovesTheUpdateTime() throws IOException {
    try (Emulator emulator = start()) {
      EmulatorClient client = new EmulatorClient(emulator);

      time.pass(Duration.ofMillis(4999));
      assertThat(first(client).path("status").asText()).isEqualTo("pendingAcceptance");
      time.pass(Duration.ofMillis(1));

      assertThat(first(client))
          .isEqualTo(
              json(
                  """
                  {"id": "a", "status": "failed", "marker_id": 7,
                  "domain_id": "5fc973eea581490997e82ea11a1df31f",
                  "created_at": "2020-01-01T00:00:00Z", "updated_at": "2026-03-01T12:00:05Z",
                  "description": "d",
                  "error": [{"error_code": "E.1", "error_message": "made up"}]}
                  """));
    }
  }

  @Test
  void addsAndRemovesInTime() throws IOException {
    try (Emulator emulator = start()) {
      EmulatorClient client = new EmulatorClient(emulator);

      time.pass(Duration.ofSeconds(8));
      assertThat(EmulatorClient.ids(client.get(LIST))).containsExactly("a", "b");
      assertThat(client.get("/v1.0/p/clusters/c/vpcepservice/connections").body())
          .contains("rejected", "2026-03-01T12:00:08Z");

      time.pass(Duration.ofSeconds(1));
      assertThat(EmulatorClient.ids(client.get(LIST))).containsExactly("a");
    }
  }

  @Test
  void playsInRealTimeToo() throws IOException {
    String data = "scenario: [{after: 50ms, service: s, connection: a, add: {status: creating}}]";
    try (Emulator emulator = Emulator.start(EmulatorOptions.defaults().withData(data))) {
      Awaitility.await().until(() -> emulator.world().serviceIds().contains("s"));
    }
  }

  private static JsonNode first(EmulatorClient client) {
    return json(client.get(LIST)).path("connections").path(0);
  }
}
