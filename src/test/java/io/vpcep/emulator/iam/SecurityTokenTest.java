package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.LIST;
import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import io.vpcep.emulator.RequestSigner;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A temporary key whose security token is sent, but not signed. */
class SecurityTokenTest {

  private Emulator emulator;
  private EmulatorClient client;

  enum Form {
    GUIDE,
    SCOPED
  }

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults().withClock(new ManualClock()));
    emulator.identity().accessKeys().put(new AccessKey("temporary", "secret", "the-token"));
    client = new EmulatorClient(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private HttpRequest.Builder signed(Form form) {
    RequestSigner signer = new RequestSigner("temporary", "secret");
    String url = emulator.url() + LIST;
    return form == Form.GUIDE
        ? signer.sign("GET", url, "", ManualClock.NOON)
        : signer.signScoped("GET", url, "", ManualClock.NOON);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void isTaken(Form form) {
    HttpRequest request = signed(form).header("X-Security-Token", "the-token").build();

    assertThat(client.send(request).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void isRefusedWithoutTheTokenOrWithAnother(Form form) {
    HttpResponse<String> without = client.send(signed(form).build());
    HttpResponse<String> another =
        client.send(signed(form).header("X-Security-Token", "another").build());

    assertThat(without.statusCode()).isEqualTo(401);
    assertThat(another.statusCode()).isEqualTo(401);
    assertThat(json(another).path("error_msg").asText()).endsWith("security token is invalid");
  }
}
