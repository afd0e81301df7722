package io.vpcep.emulator.http;

import static io.vpcep.emulator.EmulatorClient.CSS_LIST;
import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.data.DataFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ThrottleTest {

  private final ManualClock time = new ManualClock();
  private Emulator emulator;
  private EmulatorClient client;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(time));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private void throttle(String rule) {
    assertThat(client.send("PUT", "/emulator/throttling", rule).statusCode()).isEqualTo(204);
  }

  private int list() {
    return client.get(LIST).statusCode();
  }

  @Test
  void throttlesNobodyByItself() {
    assertThat(client.get("/emulator/throttling").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesTheCallsOverTheLimitUntilThePeriodIsOver() {
    throttle("{\"limit\": 2, \"period\": \"5m\", \"retryAfter\": \"2s\"}");
    assertThat(list()).isEqualTo(200);
    assertThat(client.get(CSS_LIST).statusCode()).isEqualTo(200);

    HttpResponse<String> refused = client.get(LIST);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("2");
    assertThat(json(refused).path("error_code").asText()).isEqualTo("APIGW.0308");
    assertThat(json(refused).path("error_msg").asText())
        .isEqualTo(
            "The throttling threshold has been reached: policy user over"
                + " ratelimit,limit:2,time:5 minute");
    time.pass(Duration.ofMinutes(5));
    assertThat(list()).isEqualTo(200);
  }

  @Test
  void isForOneSecondWithoutRetryAfterUnlessItSaysMore() {
    throttle("{\"limit\": 0}");

    HttpResponse<String> refused = client.get(LIST);

    assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
    assertThat(json(refused).path("error_msg").asText()).endsWith("limit:0,time:1 second");
  }

  @Test
  void countsEachCallerAloneAndLeavesTheIdentityServiceAlone() {
    client.send("PUT", "/emulator/tokens/other", "");
    String token =
        client
            .login("emulator-password", "eu-de")
            .headers()
            .firstValue("X-Subject-Token")
            .orElseThrow();
    throttle("{\"limit\": 1, \"period\": \"1m\"}");

    assertThat(list()).isEqualTo(200);
    assertThat(list()).isEqualTo(429);
    assertThat(client.getWith(token, LIST).statusCode()).isEqualTo(200);
    assertThat(client.get("/v3/projects").statusCode()).isEqualTo(200);
    assertThat(client.get("/v3/projects").statusCode()).isEqualTo(200);
  }

  @Test
  void countsNoCallThatIsRefusedForItsToken() {
    throttle("{\"limit\": 1, \"period\": \"1m\"}");
    client.getWith("unknown", LIST);

    assertThat(list()).isEqualTo(200);
  }

  @Test
  void tellsAndForgetsItsRule() {
    throttle("{\"limit\": 0, \"period\": \"90s\", \"retryAfter\": \"1m\"}");

    assertThat(json(client.get("/emulator/throttling")))
        .isEqualTo(json("{\"limit\": 0, \"period\": \"90s\", \"retryAfter\": \"60s\"}"));
    client.send("DELETE", "/emulator/throttling", "");
    assertThat(list()).isEqualTo(200);
  }

  @Test
  void refusesARuleThatIsNone() {
    for (String rule :
        new String[] {
          "{}",
          "{\"limit\": -1}",
          "{\"limit\": 1, \"period\": \"0s\"}",
          "{\"limit\": 1, \"period\": \"50ms\"}"
        }) {
      assertThat(client.send("PUT", "/emulator/throttling", rule).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void isReadFromADataFile() {
    assertThat(DataFile.parse("throttling: {limit: 50, retryAfter: 2s}").throttling())
        .isEqualTo(new ThrottleRule(50, Duration.ofSeconds(1), Duration.ofSeconds(2)));
  }
}
