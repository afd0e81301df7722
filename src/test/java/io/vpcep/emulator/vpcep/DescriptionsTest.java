package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptionsTest {

  private static final String NEWER = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final String OLDER = "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea";

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(time).withTimer(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void changesSeveralAndShowsThemAsTheListDoes() {
    HttpResponse<String> response =
        update(
            """
            {"connections": [
              {"id": "%s", "description": "orders"},
              {"id": "%s", "description": ""}
            ]}
            """
                .formatted(OLDER, NEWER));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"connections": [
                {"id": "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea", "status": "accepted",
                "marker_id": 16777513, "domain_id": "5fc973eea581490997e82ea11a1df31f",
                "created_at": "2018-09-17T07:28:56Z", "updated_at": "2026-03-01T12:00:00Z",
                "description": "orders"},
                {"id": "adb7b229-bb11-4072-bcc0-3327cd784263", "status": "accepted",
                "marker_id": 16777510, "domain_id": "5fc973eea581490997e82ea11a1df31f",
                "created_at": "2018-09-17T11:10:11Z", "updated_at": "2026-03-01T12:00:00Z",
                "description": ""}]}
                """));
    assertThat(json(client.get(LIST + "?sort_dir=asc")).path("connections"))
        .isEqualTo(json(response).path("connections"));
  }

  @Test
  void changesNothingWhenOneOfSeveralCannotBeChanged() {
    JsonNode before = json(client.get(LIST));

    HttpResponse<String> response =
        update(
            """
            {"connections": [
              {"id": "%s", "description": "orders"},
              {"id": "elsewhere", "description": "other"}
            ]}
            """
                .formatted(NEWER));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint.2013");
    assertThat(json(client.get(LIST))).isEqualTo(before);
  }

  @Test
  void takesUpTo512Characters() {
    assertThat(update(description("x".repeat(512))).statusCode()).isEqualTo(200);

    HttpResponse<String> tooLong = update(description("x".repeat(513)));

    assertThat(tooLong.statusCode()).isEqualTo(400);
    assertThat(json(tooLong).path("error_code").asText()).isEqualTo("EndPoint.0002");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a<b", "a>b"})
  void takesNeitherLessThanNorGreaterThan(String text) {
    assertThat(json(update(description(text))).path("error_code").asText())
        .isEqualTo("EndPoint.0002");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0002",
        "no JSON|0002",
        "{}|2002",
        "{\"connections\": []}|2002",
        "{\"connections\": {}}|0002",
        "{\"connections\": [\"e\"]}|0002",
        "{\"connections\": [{\"id\": \"e\"}]}|2002",
        "{\"connections\": [{\"id\": \"e\", \"description\": null}]}|2002",
        "{\"connections\": [{\"id\": \"e\", \"description\": 1}]}|0002",
        "{\"connections\": [{\"description\": \"d\"}]}|2002",
        "{\"connections\": [{\"id\": \"\", \"description\": \"d\"}]}|2002",
        "{\"connections\": [{\"id\": 1, \"description\": \"d\"}]}|0002",
      })
  void refusesBadRequests(String body, String number) {
    HttpResponse<String> response = update(body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint." + number);
  }

  @Test
  void doesNotKnowAnUnknownService() {
    HttpResponse<String> response =
        client.send("PUT", LIST.replace(SERVICE, "nowhere") + "/description", description("d"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint.0005");
  }

  @Test
  void letsAConnectionThatIsBeingCreatedGoOn() {
    emulator
        .world()
        .change(SourceRef.service(SERVICE), NEWER, c -> c.withStatus("pendingAcceptance"));
    client.send(
        "POST",
        LIST + "/action",
        "{\"action\": \"receive\", \"endpoints\": [\"%s\"]}".formatted(NEWER));

    update(description("orders"));
    time.pass(Duration.ofSeconds(1));

    JsonNode listed = json(client.get(LIST)).path("connections").get(0);
    assertThat(listed.path("status").asText()).isEqualTo("accepted");
    assertThat(listed.path("description").asText()).isEqualTo("orders");
  }

  private HttpResponse<String> update(String body) {
    return client.send("PUT", LIST + "/description", body);
  }

  private static String description(String text) {
    return "{\"connections\": [{\"id\": \"%s\", \"description\": \"%s\"}]}".formatted(NEWER, text);
  }
}
