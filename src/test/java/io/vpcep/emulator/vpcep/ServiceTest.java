package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTest {

  private static final String DATA =
      """
      services:
        - id: s
          approval: false
          connections:
            - {id: a, status: accepted}
            - {id: b, status: creating}
            - {id: c, status: pendingAcceptance}
            - {id: d, status: rejected}
            - {id: e, status: failed}
            - {id: f, status: deleting}
      """;

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withData(DATA).withClock(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void isShownAvailableAndCountsItsCreatedAndAcceptedConnections() {
    HttpResponse<String> response = client.get("/v1/some-project/vpc-endpoint-services/s");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"id": "s", "status": "available", "service_type": "interface",
                "approval_enabled": false, "connection_count": 2, "project_id": "some-project",
                "created_at": "2026-03-01T12:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}
                """));
  }

  @Test
  void keepsItsConnectionsWhenItsSettingsChange() {
    time.pass(Duration.ofSeconds(3));
    client.send("PUT", "/emulator/services/s", "{\"approval\": true}");

    HttpResponse<String> response = client.get("/v1/some-project/vpc-endpoint-services/s");

    assertThat(json(response).path("approval_enabled").asBoolean()).isTrue();
    assertThat(json(response).path("connection_count").asInt()).isEqualTo(2);
    assertThat(json(response).path("created_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(json(response).path("updated_at").asText()).isEqualTo("2026-03-01T12:00:03Z");
  }

  @Test
  void isNotThereWhenItIsUnknown() {
    HttpResponse<String> response = client.get("/v1/some-project/vpc-endpoint-services/nowhere");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint.0005");
  }
}
