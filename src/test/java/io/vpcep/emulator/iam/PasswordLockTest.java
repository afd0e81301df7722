package io.vpcep.emulator.iam;

import static io.vpcep.emulator.EmulatorClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import io.vpcep.emulator.EmulatorOptions;
import io.vpcep.emulator.ManualClock;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasswordLockTest {

  private static final String PASSWORD = "emulator-password";

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

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(json(client.login("wrong", "eu-de")).path("error").path("message").asText())
          .isEqualTo("The username or password is wrong.");
    }
  }

  private int rightPassword() {
    return client.login(PASSWORD, "eu-de").statusCode();
  }

  private boolean locked() {
    return json(client.get("/emulator/world")).path("users").path(0).path("locked").asBoolean();
  }

  @Test
  void locksAUserForFiveMinutesAfterFiveWrongPasswords() {
    fail(5);

    HttpResponse<String> refused = client.login(PASSWORD, "eu-de");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(json(refused))
        .isEqualTo(
            json("{\"error_code\": \"IAM.0061\", \"error_msg\": \"The account is locked.\"}"));
    assertThat(locked()).isTrue();

    time.pass(Duration.ofMinutes(5));
    assertThat(rightPassword()).isEqualTo(201);
    assertThat(locked()).isFalse();
  }

  @Test
  void countsOnlyWrongPasswordsInARow() {
    fail(4);
    assertThat(rightPassword()).isEqualTo(201);
    fail(4);

    assertThat(rightPassword()).isEqualTo(201);
  }

  @Test
  void endsALockWithANewPassword() {
    fail(5);

    client.send("PUT", "/emulator/users/emulator", "{\"password\": \"new\"}");

    assertThat(client.login("new", "eu-de").statusCode()).isEqualTo(201);
  }
}
