package io.vpcep.emulator.control;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.iam.AccessKey;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessKeysControlTest {

  private static final String KEYS = "/emulator/accessKeys";

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
  void showsTheKeysWithoutTheirSecrets() {
    client.send(
        "PUT", KEYS + "/b", "{\"secretKey\": \"secret-b\", \"securityToken\": \"token-b\"}");

    String all = client.get(KEYS).body();

    assertThat(json(all))
        .isEqualTo(
            json(
                """
                [{"accessKey": "b", "temporary": true, "locked": false},
                {"accessKey": "emulator-access-key", "temporary": false, "locked": false}]
                """));
    assertThat(json(client.get("/emulator/world")).path("accessKeys")).isEqualTo(json(all));
    assertThat(json(client.get(KEYS + "/b"))).isEqualTo(json(all).path(0));
  }

  @Test
  void addsAKey() {
    assertThat(client.send("PUT", KEYS + "/b", "{\"secretKey\": \"s\"}").statusCode())
        .isEqualTo(204);

    assertThat(emulator.identity().accessKeys().find("b")).contains(new AccessKey("b", "s", null));
  }

  @Test
  void revokesAKey() {
    assertThat(client.send("DELETE", KEYS + "/emulator-access-key", "").statusCode())
        .isEqualTo(204);

    assertThat(emulator.identity().accessKeys().all()).isEmpty();
    assertThat(client.send("DELETE", KEYS + "/emulator-access-key", "").statusCode())
        .isEqualTo(404);
    assertThat(client.get(KEYS + "/emulator-access-key").statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAKeyWithoutASecret() {
    assertThat(client.send("PUT", KEYS + "/b", "{}").statusCode()).isEqualTo(400);
  }
}
