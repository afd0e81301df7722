package io.vpcep.emulator;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the two clouds. */
class DialectTest {

  private static final String SERVICE = "/v1/p/vpc-endpoint-services/s";
  private static final String DATA =
      """
      dialect: %s
      services: [{id: s, connections: [{id: a, description: text}]}]
      """;

  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    start("huaweicloud");
  }

  private void restart(String dialect) throws IOException {
    stop();
    start(dialect);
  }

  private void start(String dialect) throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withData(DATA.formatted(dialect)));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private JsonNode get(String path) {
    return json(client.get(path));
  }

  @ParameterizedTest
  @CsvSource({"huaweicloud, true", "otc, false"})
  void descriptionsOfConnections(String dialect, boolean there) throws IOException {
    restart(dialect);
    String describe = "{\"connections\": [{\"id\": \"a\", \"description\": \"new\"}]}";

    JsonNode connection = get(SERVICE + "/connections").path("connections").get(0);

    assertThat(connection.has("description")).isEqualTo(there);
    assertThat(client.send("PUT", SERVICE + "/connections/description", describe).statusCode())
        .isEqualTo(there ? 200 : 404);
    assertThat(get("/emulator/services/s/connections/a").path("description").asText())
        .isEqualTo(there ? "new" : "text");
  }

  @ParameterizedTest
  @CsvSource({"huaweicloud, APIGW", "otc, APIG"})
  void spellingOfTheGatewaysCodes(String dialect, String prefix) throws IOException {
    restart(dialect);
    client.send("POST", "/emulator/faults", "{\"api\": \"css\", \"status\": 503}");

    assertThat(json(client.getWith("unknown", SERVICE)).path("error_code").asText())
        .isEqualTo(prefix + ".0301");
    assertThat(get("/nowhere").path("error_code").asText()).isEqualTo(prefix + ".0101");
    assertThat(get("/v1.0/p/clusters").path("error_code").asText()).isEqualTo(prefix + ".0613");
  }

  @ParameterizedTest
  @CsvSource({"huaweicloud, false, example", "otc, true, OTC"})
  void fieldsOfServices(String dialect, boolean pool, String owner) throws IOException {
    restart(dialect);

    assertThat(client.send("PUT", SERVICE + "/name", "{}").statusCode())
        .isEqualTo(dialect.equals("otc") ? 404 : 200);
    assertThat(get(SERVICE).has("pool_id")).isEqualTo(pool);
    assertThat(get("/v1/p/vpc-endpoint-services/public").findValuesAsText("owner"))
        .containsOnly(owner);
  }

  @ParameterizedTest
  @CsvSource({"huaweicloud, 10", "otc, 20"})
  void tagsOfAService(String dialect, int limit) throws IOException {
    restart(dialect);

    assertThat(tag(limit)).isEqualTo(204);
    assertThat(tag(limit + 1)).isEqualTo(400);
  }

  private int tag(int number) {
    String tags =
        IntStream.range(0, number)
            .mapToObj("{\"key\": \"k%d\", \"value\": \"v\"}"::formatted)
            .toList()
            .toString();
    return client
        .send(
            "POST",
            "/v1/p/endpoint_service/s/tags/action",
            "{\"action\": \"create\", \"tags\": " + tags + "}")
        .statusCode();
  }

  @ParameterizedTest
  @ValueSource(strings = {"huaweicloud", "otc"})
  void whitelistsOfOrganizations(String dialect) throws IOException {
    restart(dialect);
    boolean there = dialect.equals("huaweicloud");
    String body =
        """
        {"permissions": ["organizations:orgPath::o-1/r-2/*"], "action": "add",
        "permission_type": "orgPath"}
        """;

    assertThat(client.send("POST", SERVICE + "/permissions/action", body).statusCode())
        .isEqualTo(there ? 200 : 400);
    assertThat(client.send("POST", SERVICE + "/permissions/batch-delete", "{}").statusCode())
        .isEqualTo(there ? 400 : 404);
  }
}
