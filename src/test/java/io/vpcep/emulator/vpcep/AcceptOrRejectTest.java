package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.ids;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptOrRejectTest {

  private static final SourceRef SOURCE = SourceRef.service(SERVICE);
  private static final String ENDPOINT = "705290f3-0d00-41f2-aedc-71f09844e879";
  private static final String RECEIVE = body("receive");
  private static final String REJECT = body("reject");

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(time).withTimer(time));
    client = new EmulatorClient(emulator);
    put("pendingAcceptance");
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void takesTheDocumentsExampleAndShowsTheConnectionAsTheListDoes() {
    HttpResponse<String> response =
        act(
            """
            {
               "endpoints":["705290f3-0d00-41f2-aedc-71f09844e879"],
               "action": "receive"
            }
            """);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                {"connections": [{"id": "705290f3-0d00-41f2-aedc-71f09844e879",
                "status": "creating", "marker_id": 422321321312321321,
                "domain_id": "5fc973eea581490997e82ea11a1df31f", "description": "d",
                "created_at": "2020-01-01T00:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}]}
                """));
    assertThat(json(response).path("connections")).contains(listed());
  }

  @Test
  void createsForASecondWhatWasAccepted() {
    act(RECEIVE);

    time.pass(Duration.ofMillis(999));
    assertThat(status()).isEqualTo("creating");
    time.pass(Duration.ofMillis(1));

    assertThat(status()).isEqualTo("accepted");
    assertThat(listed().path("updated_at").asText()).isEqualTo("2026-03-01T12:00:01Z");
  }

  @ParameterizedTest
  @CsvSource({"pendingAcceptance", "accepted"})
  void rejectsAtOnce(String before) {
    put(before);

    HttpResponse<String> response = act(REJECT);

    assertThat(json(response).path("connections").get(0).path("status").asText())
        .isEqualTo("rejected");
    assertThat(listed().path("updated_at").asText()).isEqualTo("2026-03-01T12:00:00Z");
    time.pass(Duration.ofHours(1));
    assertThat(status()).isEqualTo("rejected");
  }

  @Test
  void acceptsWhatWasRejected() {
    act(REJECT);
    act(RECEIVE);
    assertThat(status()).isEqualTo("creating");

    time.pass(Duration.ofSeconds(1));

    assertThat(status()).isEqualTo("accepted");
  }

  @ParameterizedTest
  @CsvSource({"accepted, receive", "rejected, reject"})
  void changesNothingWhereNothingIsToBeDone(String status, String action) {
    put(status);

    HttpResponse<String> response = act(body(action));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(listed().path("status").asText()).isEqualTo(status);
    assertThat(listed().path("updated_at").asText()).isEqualTo("2020-01-01T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "creating, 2019, The endpoint is being created.",
    "deleting, 2018, The endpoint is being deleted.",
    "failed, 2047, The VPC endpoint in the Failed status cannot be modified.",
  })
  void refusesWhatTheStatusDoesNotAllow(String status, String number, String message) {
    put(status);

    for (String body : List.of(RECEIVE, REJECT)) {
      assertRefused(act(body), 400, number, message);
    }
    assertThat(status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|0002|Parameter error.",
        "no JSON|0002|Parameter error.",
        "[]|0002|Parameter error.",
        "{\"action\": \"receive\"}|2002|The request input parameter is empty.",
        "{\"action\": \"receive\", \"endpoints\": []}|2002|The request input parameter is empty.",
        "{\"action\": \"receive\", \"endpoints\": [\"\"]}|2002|The request input parameter is empty.",
        "{\"action\": \"receive\", \"endpoints\": \"e\"}|0002|Parameter error.",
        "{\"action\": \"receive\", \"endpoints\": [1]}|0002|Parameter error.",
        "{\"endpoints\": [\"e\"]}|2002|The request input parameter is empty.",
        "{\"action\": \"accept\", \"endpoints\": [\"e\"]}|2027|Invalid action.",
        "{\"action\": 1, \"endpoints\": [\"e\"]}|2027|Invalid action.",
        "{\"action\": \"receive\", \"endpoints\": [\"a\", \"b\"]}|2031|Only one endpoint is allowed.",
        "{\"action\": \"receive\", \"endpoints\": [\"e\"]}|2013|"
            + "The endpoint does not belong to the endpoint service.",
      })
  void refusesBadRequests(String body, String number, String message) {
    assertRefused(act(body), 400, number, message);
  }

  @Test
  void doesNotKnowAnUnknownService() {
    HttpResponse<String> response =
        client.send("POST", LIST.replace(SERVICE, "nowhere") + "/action", RECEIVE);

    assertRefused(response, 404, "0005", "The requested resource does not exist.");
  }

  @Test
  void asksForAToken() {
    HttpResponse<String> response =
        client.send(
            client
                .request(LIST + "/action")
                .setHeader("X-Auth-Token", "unknown")
                .POST(BodyPublishers.ofString(RECEIVE))
                .build());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(status()).isEqualTo("pendingAcceptance");
  }

  @Test
  void movesTheConnectionInTheOrderOfUpdates() {
    String byUpdate = LIST + "?sort_key=update_at";
    assertThat(ids(client.get(byUpdate))).first().isEqualTo(ENDPOINT);
    act(RECEIVE);
    emulator.world().put(SOURCE, "newer", c -> c);
    time.pass(Duration.ofMillis(500));
    emulator.world().change(SOURCE, "newer", c -> c);
    assertThat(ids(client.get(byUpdate))).containsSubsequence("newer", ENDPOINT);

    time.pass(Duration.ofMillis(500));

    assertThat(ids(client.get(byUpdate))).containsSubsequence(ENDPOINT, "newer");
  }

  @Test
  void letsOneOfManyAtATimeAcceptAConnection() {
    emulator.world().change(SOURCE, ENDPOINT, c -> c.withStatus("rejected"));
    List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      calls.add(CompletableFuture.supplyAsync(() -> act(RECEIVE)));
    }

    List<Integer> codes =
        calls.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();

    assertThat(codes).containsOnlyOnce(200).filteredOn(code -> code == 400).hasSize(19);
  }

  @Test
  void acceptsAtOnceWhereCreatingTakesNoTime() throws IOException {
    String data =
        """
        creatingTime: 0s
        services: [{id: %s, connections: [{id: %s, status: pendingAcceptance}]}]
        """
            .formatted(SERVICE, ENDPOINT);
    try (Emulator quick = Emulator.start(EmulatorOptions.defaults().withData(data))) {
      HttpResponse<String> response =
          new EmulatorClient(quick).send("POST", LIST + "/action", RECEIVE);

      assertThat(json(response).path("connections").get(0).path("status").asText())
          .isEqualTo("accepted");
    }
  }

  @Test
  void acceptsInRealTimeToo() throws IOException {
    String data =
        """
        creatingTime: 50ms
        services: [{id: %s, connections: [{id: %s, status: pendingAcceptance}]}]
        """
            .formatted(SERVICE, ENDPOINT);
    try (Emulator real = Emulator.start(EmulatorOptions.defaults().withData(data))) {
      EmulatorClient other = new EmulatorClient(real);
      other.send("POST", LIST + "/action", RECEIVE);

      Awaitility.await()
          .until(() -> other.get(LIST + "?status=accepted").body().contains(ENDPOINT));
    }
  }

  private void put(String status) {
    emulator
        .world()
        .put(
            SOURCE,
            ENDPOINT,
            c ->
                c.withStatus(status)
                    .withMarkerId(422321321312321321L)
                    .withDescription("d")
                    .withCreatedAt(Instant.parse("2020-01-01T00:00:00Z")));
  }

  private HttpResponse<String> act(String body) {
    return client.send("POST", LIST + "/action", body);
  }

  private JsonNode listed() {
    return json(client.get(LIST + "?id=" + ENDPOINT)).path("connections").path(0);
  }

  private String status() {
    return listed().path("status").asText();
  }

  private static String body(String action) {
    return "{\"action\": \"%s\", \"endpoints\": [\"%s\"]}".formatted(action, ENDPOINT);
  }

  private static void assertRefused(
      HttpResponse<String> response, int status, String number, String message) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response))
        .isEqualTo(
            json(
                "{\"error_code\": \"EndPoint.%s\", \"error_msg\": \"%s\"}"
                    .formatted(number, message)));
  }
}
