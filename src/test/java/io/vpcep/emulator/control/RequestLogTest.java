package io.vpcep.emulator.control;

import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.http.Operation;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RequestLogTest {

  @Test
  void keepsWhatWasAskedByWhomAndHowItEnded() throws IOException {
    try (Emulator emulator =
        Emulator.start(EmulatorOptions.defaults().withClock(new ManualClock()))) {
      EmulatorClient client = new EmulatorClient(emulator);

      client.get(LIST + "?limit=1001");
      client.getWith("unknown", CSS_LIST);
      String token =
          client
              .login("emulator-password", "eu-de")
              .headers()
              .firstValue("X-Subject-Token")
              .orElseThrow();
      client.getWith(token, CSS_LIST);

      JsonNode log = json(client.get("/emulator/requests"));
      JsonNode counts = log.path("counts");
      assertThat(counts).hasSameSizeAs(Operation.values()).contains(IntNode.valueOf(0));
      assertThat(counts.path("createToken").asInt()).isEqualTo(1);
      assertThat(counts.path("listVpcepConnections").asInt()).isEqualTo(1);
      assertThat(counts.path("listCssConnections").asInt()).isEqualTo(2);
      assertThat(counts.path("showService").isInt()).isTrue();
      assertThat(log.path("requests").get(0))
          .isEqualTo(
              json(
                  """
                  {"time": "2026-03-01T12:00:00Z", "operation": "listVpcepConnections",
                  "method": "GET", "path": "%s?limit=1001", "status": 400, "who": "fixed token"}
                  """
                      .formatted(LIST)));
      assertThat(log.path("requests").get(1).path("who").isNull()).isTrue();
      assertThat(log.path("requests").get(2).path("who").asText()).isEqualTo("emulator");
      assertThat(log.path("requests").get(3).path("who").asText()).isEqualTo("emulator");
      assertThat(log.toString()).doesNotContain(token);
    }
  }

  @Test
  void namesWhatIsWrittenAndTheService() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);

      client.send("POST", LIST + "/action", "{}");
      client.send("PUT", LIST + "/description", "{}");
      client.send("POST", CSS_LIST, "{}");
      client.get("/v1/some-project/vpc-endpoint-services/" + SERVICE);
      client.send("POST", LIST, "{}");

      assertThat(json(client.get("/emulator/requests")).findValuesAsText("operation"))
          .containsExactly(
              "acceptOrRejectEndpoint",
              "updateDescriptions",
              "updateCssConnections",
              "showService",
              "unknown");
    }
  }

  @Test
  void forgets() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);
      client.get(LIST);

      assertThat(client.send("DELETE", "/emulator/requests", "").statusCode()).isEqualTo(204);

      assertThat(emulator.requests().all()).isEmpty();
      assertThat(emulator.requests().count(Operation.LIST_VPCEP_CONNECTIONS)).isZero();
    }
  }

  @Test
  void cutsWhatAnybodyMaySendWithoutCredentials() throws IOException {
    try (Emulator emulator = Emulator.start()) {
      EmulatorClient client = new EmulatorClient(emulator);

      client.send(
          "POST",
          "/v3/auth/tokens?" + "q".repeat(3_000),
          """
          {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s",
          "password": "p", "domain": {"name": "d"}}}}}}
          """
              .formatted("n".repeat(3_000)));

      assertThat(emulator.requests().all())
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.who()).isEqualTo("n".repeat(64));
                assertThat(request.path()).hasSize(2_000).startsWith("/v3/auth/tokens?q");
              });
    }
  }
}
