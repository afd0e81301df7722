package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.ids;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.ServiceDetails;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServiceTest {

  private static final String SERVICES = "/v1/some-project/vpc-endpoint-services";
  private static final String DATA =
      """
      services:
        - id: s
          approval: false
          name: orders
          description: of the shop
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
  void isShownWithAllThatTheDataFileHasAndTheRestMadeUp() {
    HttpResponse<String> response = client.get("/v1/some-project/vpc-endpoint-services/s");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"id": "s", "port_id": "%s", "vpc_id": "%s", "status": "available",
                "approval_enabled": false, "service_name": "eu-de.orders.s",
                "service_type": "interface", "server_type": "LB", "project_id": "some-project",
                "description": "of the shop", "created_at": "2026-03-01T12:00:00Z",
                "updated_at": "2026-03-01T12:00:00Z",
                "ports": [{"client_port": 80, "server_port": 80, "protocol": "TCP"}],
                "tcp_proxy": "close", "tags": []}
                """
                    .formatted(
                        json(response).path("port_id").asText(),
                        json(response).path("vpc_id").asText())));
  }

  @Test
  void isListedWithTheNumberOfItsCreatedAndAcceptedConnections() {
    JsonNode listed = json(client.get(SERVICES)).path("endpoint_services").get(0);

    assertThat(listed.path("connection_count").asInt()).isEqualTo(2);
    assertThat(listed.path("domain_id").asText()).isEqualTo(ServiceDetails.DEFAULT_OWNER);
    assertThat(listed.path("project_id").asText()).isEqualTo("some-project");
  }

  @Test
  void belongsToTheAccountOfTheWellKnownCredentials() {
    String id = json(client.get("/v3/auth/domains")).path("domains").get(0).path("id").asText();

    assertThat(ServiceDetails.DEFAULT_OWNER).isEqualTo(id);
  }

  @Test
  void keepsItsConnectionsWhenItsSettingsChange() {
    time.pass(Duration.ofSeconds(3));
    client.send("PUT", "/emulator/services/s", "{\"approval\": true}");

    HttpResponse<String> response = client.get("/v1/some-project/vpc-endpoint-services/s");

    assertThat(json(response).path("approval_enabled").asBoolean()).isTrue();
    assertThat(json(response).path("service_name").asText()).isEqualTo("eu-de.orders.s");
    assertThat(ids(client.get("/v1/p/vpc-endpoint-services/s/connections"))).hasSize(6);
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
