package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.world.ServiceDetails;
import io.vpcep.emulator.world.Whitelist;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhitelistTest {

  private static final String PATH = "/v1/some-project/vpc-endpoint-services/s/permissions";
  private static final String ANN = "iam:domain::ann";
  private static final String BOB = "iam:domain::bob";

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator =
        Emulator.start(
            EmulatorOptions.defaults()
                .withData("services: [{id: s, permissions: []}, {id: open}]")
                .withClock(time)
                .withTimer(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private HttpResponse<String> act(String action, String... permissions) {
    return client.send(
        "POST",
        PATH + "/action",
        "{\"permissions\": [%s], \"action\": \"%s\"}"
            .formatted(
                String.join(",", List.of(permissions).stream().map(p -> "\"" + p + "\"").toList()),
                action));
  }

  private HttpResponse<String> connect(String service, String domain) {
    return client.send(
        "POST",
        "/emulator/services/%s/connections/e/connect".formatted(service),
        "{\"domain_id\": \"%s\"}".formatted(domain));
  }

  private List<String> listed(String query) {
    return json(client.get(PATH + query)).path("permissions").findValuesAsText("permission");
  }

  private static String code(HttpResponse<String> response) {
    return json(response).path("error_code").asText();
  }

  @Test
  void letsOnlyTheOwnerConnectWhileItIsEmpty() {
    HttpResponse<String> stranger = connect("s", "ann");

    assertThat(stranger.statusCode()).isEqualTo(403);
    assertThat(stranger.body()).contains("whitelist of service s");
    assertThat(connect("s", ServiceDetails.DEFAULT_OWNER).statusCode()).isEqualTo(201);
  }

  @Test
  void letsThoseConnectThatWereAddedUntilTheyAreRemoved() {
    HttpResponse<String> added = act("add", ANN);

    assertThat(added.statusCode()).isEqualTo(200);
    assertThat(json(added))
        .isEqualTo(
            json("{\"permissions\": [\"iam:domain::ann\"], \"permission_type\": \"domainId\"}"));
    assertThat(connect("s", "bob").statusCode()).isEqualTo(403);
    assertThat(connect("s", "ann").statusCode()).isEqualTo(201);

    assertThat(act("remove", ANN).statusCode()).isEqualTo(200);
    assertThat(client.get(PATH.replace("permissions", "connections")).body()).contains("ann");
    client.send("DELETE", "/emulator/services/s/connections/e", "");
    assertThat(connect("s", "ann").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "iam:domain::*"})
  void letsEverybodyConnectWithAnAsterisk(String everybody) {
    act("add", everybody);

    assertThat(connect("s", "ann").statusCode()).isEqualTo(201);
  }

  @Test
  void letsEverybodyConnectWhereTheDataFileHasNone() {
    assertThat(json(client.get(PATH.replace("/s/", "/open/"))).findValuesAsText("permission"))
        .containsExactly("*");
    assertThat(connect("open", "ann").statusCode()).isEqualTo(201);
  }

  @Test
  void isEmptyForAServiceThatAClientCreates() {
    String created =
        client
            .send(
                "POST",
                "/v1/some-project/vpc-endpoint-services",
                """
                {"port_id": "p", "vpc_id": "v", "server_type": "LB",
                "ports": [{"client_port": 1, "server_port": 1}]}
                """)
            .body();

    assertThat(connect(json(created).path("id").asText(), "ann").statusCode()).isEqualTo(403);
  }

  @Test
  void isListed() {
    act("add", "*");

    JsonNode list = json(client.get(PATH));

    assertThat(list)
        .isEqualTo(
            json(
                """
                {"permissions": [{"id": "%s", "permission": "*", "description": "",
                "permission_type": "domainId", "created_at": "2026-03-01T12:00:00Z"}],
                "total_count": 1}
                """
                    .formatted(list.path("permissions").get(0).path("id").asText())));
  }

  @Test
  void isFilteredSortedAndPaged() {
    act("add", ANN);
    time.pass(Duration.ofSeconds(1));
    act("add", BOB, ANN);

    assertThat(listed("")).containsExactly(BOB, ANN);
    assertThat(listed("?sort_dir=asc&sort_key=created_at")).containsExactly(ANN, BOB);
    assertThat(listed("?permission=bo")).containsExactly(BOB);
    assertThat(listed("?limit=1&offset=1")).containsExactly(ANN);
    assertThat(listed("?offset=2")).isEmpty();
    assertThat(code(client.get(PATH + "?offset=3"))).isEqualTo("EndPoint.0010");
    assertThat(code(client.get(PATH + "?limit=501"))).isEqualTo("EndPoint.0006");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"permissions\": [], \"action\": \"add\"}|3036",
        "{\"action\": \"add\"}|3036",
        "{\"permissions\": [\"ann\"], \"action\": \"add\"}|3002",
        "{\"permissions\": [1], \"action\": \"add\"}|3002",
        "{\"permissions\": [\"*\"], \"action\": \"drop\"}|3035",
        "{\"permissions\": [\"*\"], \"action\": \"add\", \"permission_type\": \"x\"}|3002",
      })
  void refusesABadBody(String body, String number) {
    HttpResponse<String> response = client.send("POST", PATH + "/action", body);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(code(response)).isEqualTo("EndPoint." + number);
    assertThat(listed("")).isEmpty();
  }

  @Test
  void takesNoMoreRecordsThanItsLimit() {
    act("add", IntStream.range(0, Whitelist.MAX).mapToObj(i -> ANN + i).toArray(String[]::new));

    HttpResponse<String> response = act("add", BOB);

    assertThat(code(response)).isEqualTo("EndPoint.3049");
    assertThat(json(client.get(PATH)).path("total_count").asInt()).isEqualTo(Whitelist.MAX);
    assertThat(act("add", ANN + 0).statusCode()).isEqualTo(200);
  }

  @Test
  void isWrittenInBatchesWithDescriptions() {
    HttpResponse<String> created =
        client.send(
            "POST",
            PATH + "/batch-create",
            """
            {"permissions": [{"permission": "iam:domain::ann", "description": "a customer"},
            {"permission": "iam:domain::bob"}], "permission_type": "domainId"}
            """);

    assertThat(created.statusCode()).isEqualTo(200);
    JsonNode ann = json(created).path("permissions").get(0);
    assertThat(ann.path("description").asText()).isEqualTo("a customer");
    assertThat(connect("s", "ann").statusCode()).isEqualTo(201);

    String id = ann.path("id").asText();
    HttpResponse<String> described =
        client.send("PUT", PATH + "/" + id, "{\"permission\": {\"description\": \"another\"}}");
    assertThat(json(described).path("permissions").findValuesAsText("description"))
        .containsExactly("another");

    client.send(
        "POST", PATH + "/batch-delete", "{\"permissions\": [{\"id\": \"%s\"}]}".formatted(id));
    assertThat(listed("")).isEqualTo(Collections.singletonList(BOB));
    assertThat(client.send("PUT", PATH + "/" + id, "{\"permission\": {\"description\": \"\"}}"))
        .extracting(HttpResponse::statusCode)
        .isEqualTo(404);
  }

  @Test
  void isReplacedByTheControlApi() {
    client.send("PUT", "/emulator/services/s", "{\"permissions\": [\"%s\"]}".formatted(ANN));

    assertThat(listed("")).containsExactly(ANN);
    assertThat(client.get("/emulator/world").body()).contains("\"permissions\":[\"" + ANN);
  }

  @Test
  void hasOneRecordForEachPermission() {
    act("add", ANN);
    String annsId = json(client.get(PATH)).path("permissions").get(0).path("id").asText();

    JsonNode created =
        json(
            client.send(
                "POST",
                PATH + "/batch-create",
                """
                {"permissions": [{"permission": "%s"}, {"permission": "%s"}, {"permission": "%s"}]}
                """
                    .formatted(BOB, ANN, BOB)));

    JsonNode listed = json(client.get(PATH + "?sort_dir=asc")).path("permissions");
    assertThat(created.path("permissions").findValuesAsText("permission"))
        .containsExactly(BOB, ANN);
    assertThat(created.path("permissions").findValuesAsText("id"))
        .contains(annsId)
        .containsExactlyInAnyOrderElementsOf(listed.findValuesAsText("id"));
  }

  @Test
  void hasOneRecordForAPermissionThatIsGivenTwice() {
    client.send("PUT", "/emulator/services/s", "{\"permissions\": [\"*\", \"*\"]}");

    assertThat(listed("")).containsExactly("*");
  }

  @Test
  void isLeftAloneByTooManyPermissions() {
    act("add", ANN);
    String many = "\"*\",".repeat(1_000) + "\"*\"";

    int status =
        client
            .send(
                "PUT",
                "/emulator/services/s",
                "{\"approval\": false, \"permissions\": [" + many + "]}")
            .statusCode();

    assertThat(status).isEqualTo(400);
    assertThat(listed("")).containsExactly(ANN);
    assertThat(emulator.world().service("s").orElseThrow().settings().approval()).isTrue();
  }
}
