package io.vpcep.emulator.fault;

import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.SERVICE;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorClient.NoResponse;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.http.LoggedRequest;
import io.vpcep.emulator.http.Operation.Api;
import io.vpcep.emulator.world.SourceRef;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {

  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withPause(pauses::add));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @ParameterizedTest
  @CsvSource({
    "400, APIGW.0602",
    "401, APIGW.0301",
    "403, APIGW.0302",
    "404, APIGW.0101",
    "429, APIGW.0308",
    "500, APIGW.0601",
    "502, APIGW.0202",
    "503, APIGW.0613",
    "504, APIGW.0203"
  })
  void respondsWithAStatusAndTheGatewaysBody(int status, String code) {
    emulator.faults().add(Fault.status(status, Target.ALL));

    HttpResponse<String> response = client.get(LIST);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("error_code").asText()).isEqualTo(code);
  }

  @Test
  void takesHeadersAndBodyOfTheRequest() {
    emulator
        .faults()
        .add(
            Fault.status(400, Target.of(Api.VPCEP))
                .header("Retry-After", "2")
                .body("{\"error_code\": \"EndPoint.0022\"}"));

    HttpResponse<String> response = client.get(LIST);

    assertThat(response.headers().firstValue("Retry-After")).contains("2");
    assertThat(response.body()).isEqualTo("{\"error_code\": \"EndPoint.0022\"}");
  }

  @Test
  void runsOutAfterItsTimes() {
    emulator.faults().add(Fault.status(503, Target.ALL).times(2));

    assertThat(List.of(status(), status(), status())).containsExactly(503, 503, 200);
    assertThat(emulator.faults().all()).isEmpty();
  }

  @Test
  void meetsOnlyItsTarget() {
    emulator.world().putMany(SourceRef.service(SERVICE), 20, c -> c);
    emulator.faults().add(Fault.status(503, Target.ofPage(SERVICE, 10)));

    assertThat(client.get(LIST).statusCode()).isEqualTo(200);
    assertThat(client.get(LIST + "?offset=10").statusCode()).isEqualTo(503);
    assertThat(client.get(LIST + "?offset=20").statusCode()).isEqualTo(200);
    assertThat(client.get(CSS_LIST).statusCode()).isEqualTo(200);
    assertThat(client.login("emulator-password", "eu-de").statusCode()).isEqualTo(201);
  }

  @Test
  void closesTheConnectionWithoutAResponse() {
    emulator.faults().add(Fault.of(FaultKind.RESET, Target.ALL));

    assertThatThrownBy(() -> client.get(LIST)).isInstanceOf(NoResponse.class);
    assertThat(emulator.requests().all()).extracting(LoggedRequest::status).containsOnlyNulls();
  }

  @Test
  void givesNoResponseAndHoldsUpNobodyElse() {
    emulator.faults().add(Fault.of(FaultKind.NO_RESPONSE, Target.ofSource(SERVICE)));

    assertThatThrownBy(
            () -> client.send(client.request(LIST).timeout(Duration.ofMillis(200)).build()))
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(client.get(CSS_LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void sendsOneByteASecond() {
    emulator.faults().add(Fault.of(FaultKind.SLOW, Target.ALL));

    HttpResponse<String> response = client.get(LIST);

    assertThat(json(response).path("total_count").asInt()).isEqualTo(2);
    assertThat(pauses).hasSize(response.body().length()).containsOnly(Duration.ofSeconds(1));
  }

  @Test
  void breaksOffInTheBody() {
    emulator.faults().add(Fault.of(FaultKind.TRUNCATE, Target.ALL));

    assertThatThrownBy(() -> client.get(LIST)).isInstanceOf(NoResponse.class);
  }

  @Test
  void respondsInHtml() {
    emulator.faults().add(Fault.of(FaultKind.HTML, Target.ALL));

    HttpResponse<String> response = client.get(LIST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(response.body()).startsWith("<!DOCTYPE html>");
  }

  @Test
  void respondsWithFiftyMebibytesOfJson() {
    emulator.faults().add(Fault.of(FaultKind.HUGE, Target.ALL));

    HttpResponse<String> response = client.get(LIST);

    assertThat(response.body()).hasSizeGreaterThan(50 << 20).startsWith("{").endsWith("\"}");
  }

  @Test
  void leadsInACircleOrElsewhere() {
    emulator.faults().add(Fault.of(FaultKind.REDIRECT, Target.ALL).times(1));
    emulator
        .faults()
        .add(
            Fault.of(FaultKind.REDIRECT, Target.ALL)
                .header("Location", "http://elsewhere.example"));

    HttpResponse<String> circle = client.get(LIST + "?limit=5");
    HttpResponse<String> elsewhere = client.get(LIST);

    assertThat(circle.statusCode()).isEqualTo(302);
    assertThat(circle.headers().firstValue("Location"))
        .contains(emulator.url() + LIST + "?limit=5");
    assertThat(elsewhere.headers().firstValue("Location")).contains("http://elsewhere.example");
  }

  @Test
  void cutsTheJson() {
    emulator.faults().add(Fault.of(FaultKind.MALFORMED_JSON, Target.ALL));

    HttpResponse<String> response = client.get(LIST);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).startsWith("{\"connections\":[{").doesNotEndWith("}");
  }

  @Test
  void waitsBeforehand() {
    emulator.faults().add(Fault.of(FaultKind.DELAY, Target.ALL).delay(Duration.ofMillis(50)));

    assertThat(status()).isEqualTo(200);
    assertThat(pauses).containsExactly(Duration.ofMillis(50));
  }

  @Test
  void isSetListedAndRemovedOverHttp() {
    String posted =
        """
        {"path": "connections\\\\?.*limit=7", "api": "vpcep", "source": "%s", "offset": 0,
        "kind": "status", "status": 503, "headers": {"Retry-After": "2"}, "body": "busy",
        "times": 3, "delay": "50ms"}"""
            .formatted(SERVICE);

    HttpResponse<String> created = client.send("POST", "/emulator/faults", posted);
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(client.get(LIST + "?limit=7").body()).isEqualTo("busy");
    assertThat(client.get(LIST).statusCode()).isEqualTo(200);

    assertThat(json(client.get("/emulator/faults")))
        .isEqualTo(
            json(
                "["
                    + posted
                        .replace("\"times\": 3", "\"times\": 2")
                        .replace("{\"path", "{\"id\": 1, \"path")
                    + "]"));
    assertThat(client.send("DELETE", "/emulator/faults/1", "").statusCode()).isEqualTo(204);
    assertThat(client.send("DELETE", "/emulator/faults/1", "").statusCode()).isEqualTo(404);
    client.send("POST", "/emulator/faults", "{\"status\": 500}");
    assertThat(client.send("DELETE", "/emulator/faults", "").statusCode()).isEqualTo(204);
    assertThat(status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"status\": 503}|status",
        "{\"body\": \"[]\", \"status\": 200}|status",
        "{\"delay\": \"1s\"}|delay",
      })
  void guessesTheKind(String fault, String kind) {
    client.send("POST", "/emulator/faults", fault);

    assertThat(json(client.get("/emulator/faults")).get(0).path("kind").asText()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|kind: nothing is not allowed here; allowed are status, reset, noResponse, slow,",
        "{\"kind\": \"boom\"}|kind: \"boom\" is not allowed here; allowed are status, reset,",
        "{\"api\": \"obs\"}|api: \"obs\" is not allowed here; allowed are vpcep, css, iam",
        "{\"path\": \"(\"}|path: \"(\" is not allowed here; allowed are regular expressions",
        "{\"status\": 99}|status: 99 is not allowed here; allowed are whole numbers from 200 to",
        "{\"status\": 503, \"headers\": {\"a\": 2}}|headers: 2 is not allowed here; allowed are texts",
        "{\"wait\": \"1s\"}|wait: unknown key; allowed are api, body, delay, headers, kind,",
        "{\"status\": 503|the body is no valid JSON: ",
      })
  void refusesWhatIsNoFault(String fault, String message) {
    HttpResponse<String> response = client.send("POST", "/emulator/faults", fault);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(json(response).path("message").asText()).startsWith(message);
  }

  private int status() {
    return client.get(LIST).statusCode();
  }

  @Test
  void letsAWriteFailBeforeItTakesEffect() {
    emulator.faults().add(Fault.status(503, Target.of(Api.VPCEP)));

    assertThat(reject().statusCode()).isEqualTo(503);

    assertThat(connectionStatus()).isEqualTo("accepted");
  }

  @Test
  void losesTheResponseToAWriteThatTookEffect() {
    emulator.faults().add(Fault.of(FaultKind.TRUNCATE, Target.of(Api.VPCEP)));

    assertThatThrownBy(this::reject).isInstanceOf(NoResponse.class);

    assertThat(connectionStatus()).isEqualTo("rejected");
  }

  private HttpResponse<String> reject() {
    return client.send(
        "POST",
        LIST + "/action",
        "{\"action\": \"reject\", \"endpoints\": [\"%s\"]}".formatted(ENDPOINT));
  }

  private String connectionStatus() {
    return emulator
        .world()
        .connections(SourceRef.service(SERVICE))
        .orElseThrow()
        .get(ENDPOINT)
        .orElseThrow()
        .status();
  }
}
