package io.vpcep.emulator.control;

import static io.vpcep.emulator.EmulatorClient.ids;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointEventsTest {

  private static final String DATA =
      """
      creatingTime: 4s
      deletingTime: 6s
      services: [{id: asks}, {id: open, approval: false}]
      """;
  private static final Duration CREATING = Duration.ofSeconds(4);
  private static final Duration DELETING = Duration.ofSeconds(6);

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(EmulatorOptions.defaults().withData(DATA).withClock(time).withTimer(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void letsANewEndpointWaitForAcceptance() {
    HttpResponse<String> response =
        post("asks", "connect", "{\"domain_id\": \"d1\", \"marker_id\": 9}");

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"id": "e", "status": "pendingAcceptance", "marker_id": 9, "domain_id": "d1",
                "created_at": "2026-03-01T12:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}
                """));
    time.pass(Duration.ofHours(1));
    assertThat(status("asks")).isEqualTo("pendingAcceptance");
  }

  @Test
  void acceptsANewEndpointByItselfWhereNoApprovalIsAskedFor() {
    post("open", "connect", "");
    assertThat(status("open")).isEqualTo("creating");

    time.pass(CREATING);

    assertThat(status("open")).isEqualTo("accepted");
  }

  @Test
  void showsADeletedEndpointForAWhile() {
    post("asks", "connect", "");

    HttpResponse<String> response = post("asks", "delete", "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("status").asText()).isEqualTo("deleting");
    time.pass(DELETING.minusMillis(1));
    assertThat(status("asks")).isEqualTo("deleting");
    time.pass(Duration.ofMillis(1));
    assertThat(ids(client.get(list("asks")))).isEmpty();
  }

  @Test
  void deletesAnEndpointThatIsBeingCreated() {
    post("open", "connect", "");
    time.pass(Duration.ofSeconds(1));
    post("open", "delete", "");

    time.pass(CREATING);
    assertThat(status("open")).isEqualTo("deleting");
    time.pass(DELETING);
    assertThat(ids(client.get(list("open")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH|{\"status\": \"failed\"}|failed",
        "PATCH|{\"status\": \"creating\"}|creating",
        "PUT|{\"status\": \"creating\"}|creating",
      })
  void leavesAloneWhatWasSetByHand(String method, String body, String status) {
    post("open", "connect", "");
    client.send(method, "/emulator/services/open/connections/e", body);

    time.pass(Duration.ofHours(1));

    assertThat(status("open")).isEqualTo(status);
  }

  @Test
  void leavesAloneAnEndpointThatWasRemovedAndCreatedAgain() {
    post("open", "connect", "");
    post("open", "delete", "");
    client.send("DELETE", "/emulator/services/open/connections/e", "");
    time.pass(Duration.ofSeconds(5));
    post("open", "connect", "");

    time.pass(Duration.ofSeconds(1));
    assertThat(status("open")).isEqualTo("creating");
    time.pass(CREATING);
    assertThat(status("open")).isEqualTo("accepted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere|connect|''|404|there is no service nowhere",
        "nowhere|delete|''|404|there is no service nowhere",
        "open|delete|''|404|service open has no connection e",
        "open|vanish|''|404|nothing is at POST",
        "open|connect|{\"status\": \"accepted\"}|400|status: unknown key;",
        "open|delete|{\"x\": 1}|400|x: unknown key;",
      })
  void refusesWhatMakesNoSense(
      String service, String event, String body, int code, String message) {
    HttpResponse<String> response = post(service, event, body);

    assertThat(response.statusCode()).isEqualTo(code);
    assertThat(json(response).path("message").asText()).startsWith(message);
  }

  @Test
  void refusesWhatHasHappenedAlready() {
    post("open", "connect", "");

    assertThat(post("open", "connect", "").statusCode()).isEqualTo(409);
    assertThat(post("open", "delete", "").statusCode()).isEqualTo(200);
    assertThat(post("open", "delete", "").statusCode()).isEqualTo(409);
  }

  private HttpResponse<String> post(String service, String event, String body) {
    return client.send(
        "POST", "/emulator/services/%s/connections/e/%s".formatted(service, event), body);
  }

  private String status(String service) {
    return json(client.get(list(service))).path("connections").path(0).path("status").asText();
  }

  private static String list(String service) {
    return "/v1/p/vpc-endpoint-services/" + service + "/connections";
  }
}
