package io.vpcep.emulator.vpcep;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.ids;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.world.ErrorEntry;
import io.vpcep.emulator.world.ServiceSettings;
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

class VpcepListTest {

  private static final SourceRef SOURCE = SourceRef.service(SERVICE);
  private static final String NEWER = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final String OLDER = "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea";

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start();
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void givesTheDocumentsExample() {
    HttpResponse<String> response = client.get(LIST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(json(response))
        .isEqualTo(
            json(
                """
                { "connections" : [ { "id" : "adb7b229-bb11-4072-bcc0-3327cd784263",
                "status" : "accepted", "marker_id" : 16777510,
                "domain_id" : "5fc973eea581490997e82ea11a1df31f",
                "created_at" : "2018-09-17T11:10:11Z", "updated_at" : "2018-09-17T11:10:12Z" },
                { "id" : "fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea", "status" : "accepted",
                "marker_id" : 16777513, "domain_id" : "5fc973eea581490997e82ea11a1df31f",
                "created_at" : "2018-09-17T07:28:56Z", "updated_at" : "2018-09-17T07:28:58Z" } ],
                "total_count" : 2 }
                """));
  }

  @Test
  void showsADescriptionOnlyWhenThereIsOne() {
    emulator.world().change(SOURCE, NEWER, c -> c.withDescription("orders"));

    JsonNode connections = json(client.get(LIST)).path("connections");

    assertThat(connections.get(0).path("description").asText()).isEqualTo("orders");
    assertThat(connections.get(1).has("description")).isFalse();
  }

  @Test
  void showsErrorsOnlyWhileFailed() {
    var errors = List.of(new ErrorEntry("E.1", "made up"));
    emulator.world().change(SOURCE, NEWER, c -> c.withStatus("failed").withErrors(errors));
    emulator.world().change(SOURCE, OLDER, c -> c.withErrors(errors));

    JsonNode connections = json(client.get(LIST)).path("connections");

    assertThat(connections.get(0).path("error"))
        .isEqualTo(json("[{\"error_code\": \"E.1\", \"error_message\": \"made up\"}]"));
    assertThat(connections.get(1).has("error")).isFalse();
  }

  @Test
  void givesMarkersBeyond32Bits() {
    emulator.world().change(SOURCE, NEWER, c -> c.withMarkerId(422321321312321321L));

    JsonNode found = json(client.get(LIST + "?marker_id=422321321312321321"));

    assertThat(found.path("total_count").asInt()).isEqualTo(1);
    assertThat(found.path("connections").get(0).path("marker_id").asLong())
        .isEqualTo(422321321312321321L);
  }

  @ParameterizedTest
  @CsvSource({
    "id=fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea, 1",
    "id=fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea&status=accepted, 1",
    "id=fd69d29f-dc29-4a9b-80d8-b51d1e7e58ea&status=failed, 0",
    "id=unknown, 0",
    "id=unknown&offset=0, 0",
    "marker_id=16777513, 1",
    "marker_id=1, 0",
    "status=accepted, 2",
    "status=creating, 0",
    "status=pendingAcceptance, 0",
    "status=rejected, 0",
    "status=failed, 0",
    "limit=1, 2",
    "'', 2",
  })
  void countsWhatMatches(String query, int total) {
    HttpResponse<String> response = client.get(LIST + "?" + query);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("total_count").asInt()).isEqualTo(total);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sort_dir=desc", "sort_key=create_at", "sort_key=created_at"})
  void givesTheNewestFirstByDefault(String query) {
    assertThat(ids(client.get(LIST + "?" + query))).containsExactly(NEWER, OLDER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sort_key=update_at", "sort_key=updated_at"})
  void sortsByUpdateTimeInBothSpellings(String query) {
    emulator.world().change(SOURCE, OLDER, c -> c.withStatus("rejected"));

    assertThat(ids(client.get(LIST + "?" + query))).containsExactly(OLDER, NEWER);
    assertThat(ids(client.get(LIST + "?sort_dir=asc&" + query))).containsExactly(NEWER, OLDER);
  }

  @Test
  void sortsEqualTimesByIdInBothDirections() {
    Instant same = Instant.parse("2020-01-01T00:00:00Z");
    for (String id : List.of("b", "a", "c")) {
      emulator.world().put(SourceRef.service("ties"), id, c -> c.withCreatedAt(same));
    }
    String list = LIST.replace(SERVICE, "ties");

    assertThat(ids(client.get(list))).containsExactly("a", "b", "c");
    assertThat(ids(client.get(list + "?sort_dir=asc"))).containsExactly("a", "b", "c");
  }

  @Test
  void listsTenWithoutALimit() {
    emulator.world().putMany(SOURCE, 20, c -> c);

    JsonNode page = json(client.get(LIST));

    assertThat(page.path("connections")).hasSize(10);
    assertThat(page.path("total_count").asInt()).isEqualTo(22);
  }

  @Test
  void givesEveryConnectionOnceOverItsPages() {
    emulator.world().putMany(SourceRef.service("many"), 2500, c -> c);
    String list = LIST.replace(SERVICE, "many") + "?limit=1000&sort_dir=asc&offset=";

    List<String> first = ids(client.get(list + 0));
    List<String> second = ids(client.get(list + 1000));
    List<String> third = ids(client.get(list + 2000));

    assertThat(List.of(first.size(), second.size(), third.size())).containsExactly(1000, 1000, 500);
    assertThat(first).doesNotContainAnyElementsOf(second).doesNotContainAnyElementsOf(third);
    assertThat(second).doesNotContainAnyElementsOf(third).doesNotHaveDuplicates();
  }

  /** Clients that read until a page is empty ask for it. */
  @ParameterizedTest
  @CsvSource({
    "offset=2, 2",
    "limit=1&offset=2, 2",
    "id=adb7b229-bb11-4072-bcc0-3327cd784263&offset=1, 1",
    "status=failed&offset=0, 0",
  })
  void givesAnEmptyPageAtTheTotal(String query, int total) {
    HttpResponse<String> response = client.get(LIST + "?" + query);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response))
        .isEqualTo(json("{\"connections\": [], \"total_count\": %d}".formatted(total)));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 0006, Invalid limit.",
    "limit=1001, 0006, Invalid limit.",
    "limit=-1, 0006, Invalid limit.",
    "limit=ten, 0006, Invalid limit.",
    "limit=, 0006, Invalid limit.",
    "offset=-1, 0010, Invalid offset.",
    "offset=x, 0010, Invalid offset.",
    "offset=3, 0010, Invalid offset.",
    "offset=99999999999, 0010, Invalid offset.",
    "id=adb7b229-bb11-4072-bcc0-3327cd784263&offset=2, 0010, Invalid offset.",
    "sort_key=name, 0017, Invalid sort_key.",
    "sort_dir=up, 0018, Invalid sort_dir.",
    "status=deleting, 0019, Invalid status.",
    "status=Accepted, 0019, Invalid status.",
    "marker_id=x, 0021, Invalid marker_id.",
    "marker_id=-1, 0021, Invalid marker_id.",
    "id=, 2017, Invalid endpoint ID.",
  })
  void refusesBadParameters(String query, String number, String message) {
    HttpResponse<String> response = client.get(LIST + "?" + query);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response))
        .isEqualTo(
            json(
                "{\"error_code\": \"EndPoint.%s\", \"error_msg\": \"%s\"}"
                    .formatted(number, message)));
  }

  @Test
  void doesNotKnowAnUnknownService() {
    HttpResponse<String> response = client.get(LIST.replace(SERVICE, "nowhere"));

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("error_code").asText()).isEqualTo("EndPoint.0005");
  }

  @Test
  void showsAnEmptyServiceAsAnEmptyList() {
    emulator.world().putService("empty", ServiceSettings.DEFAULT);

    assertThat(json(client.get(LIST.replace(SERVICE, "empty") + "?offset=0")))
        .isEqualTo(json("{\"connections\": [], \"total_count\": 0}"));
  }

  @Test
  void hasNoOtherApi() {
    for (HttpResponse<String> response :
        List.of(client.get("/v1/p/vpc-endpoints"), client.send("POST", LIST, "{}"))) {
      assertThat(response.statusCode()).isEqualTo(404);
      assertThat(json(response).path("error_code").asText()).isEqualTo("APIGW.0101");
      assertThat(response.headers().firstValue("X-Request-Id"))
          .contains(json(response).path("request_id").asText());
    }
  }
}
