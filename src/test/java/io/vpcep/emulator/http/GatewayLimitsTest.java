package io.vpcep.emulator.http;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayLimitsTest {

  private static final int KB = 1024;

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
  void takesATokenOfNearly32Kb() {
    String token = "t".repeat(32 * KB - "X-Auth-Token".length());
    emulator.identity().addFixedToken(token);

    assertThat(client.getWith(token, LIST).statusCode()).isEqualTo(200);
  }

  @Test
  void refusesOneHeaderOfMoreThan32Kb() {
    assertTooLarge(client.getWith("t".repeat(32 * KB), LIST), 494);
  }

  @Test
  void refusesHeadersOfMoreThan128KbInAll() {
    HttpRequest.Builder request = client.request(LIST);
    for (int i = 0; i < 5; i++) {
      request.header("X-More-" + i, "x".repeat(30 * KB));
    }

    assertTooLarge(client.send(request.build()), 494);
  }

  @Test
  void refusesAUriOfMoreThan32Kb() {
    assertTooLarge(client.get(LIST + "?id=" + "x".repeat(32 * KB)), 414);
  }

  @Test
  void refusesABodyOfMoreThan12Mb() {
    assertTooLarge(client.send("POST", "/v3/auth/tokens", " ".repeat(12 * KB * KB + 1)), 413);
  }

  private static void assertTooLarge(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(json(response).path("error_code").asText()).isEqualTo("APIGW.0201");
  }
}
