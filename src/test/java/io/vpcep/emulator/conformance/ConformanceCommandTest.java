package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ConformanceCommandTest {

  private static final Map<String, String> TOKEN = Map.of("CLOUD_TOKEN", EmulatorClient.TOKEN);

  private final StringWriter report = new StringWriter();
  private Emulator emulator;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.start();
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  private int run(Map<String, String> environment, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--project", "p", "--service", EmulatorClient.SERVICE));
    arguments.addAll(List.of("--cluster", EmulatorClient.CLUSTER));
    return new CommandLine(new ConformanceCommand(environment))
        .setOut(new PrintWriter(report))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void reportsThatAllIsAsExpected() {
    int exit = run(TOKEN, "--against", emulator.url() + "/", "--write");

    assertThat(report.toString())
        .contains("ok        vpcep-connections\n")
        .endsWith("39 as expected, 0 different, 0 skipped\n");
    assertThat(exit).isZero();
  }

  @Test
  void reportsADifferenceWithItsSource() {
    emulator.world().service(EmulatorClient.SERVICE).orElseThrow().connections().clear();
    new EmulatorClient(emulator)
        .send(
            "POST",
            "/emulator/faults",
            "{\"api\": \"vpcep\", \"kind\": \"status\", \"status\": 503, \"times\": 1}");

    int exit = run(TOKEN, "--against", emulator.url());

    assertThat(exit).isEqualTo(1);
    assertThat(report.toString())
        .contains("status is 503, expected [")
        .contains("source: ")
        .contains("1 different");
  }

  @Test
  void keepsSecretsOutOfItsReport() {
    run(TOKEN, "--against", emulator.url(), "--write");
    run(
        Map.of("CLOUD_ACCESS_KEY", "emulator-access-key", "CLOUD_SECRET_KEY", "hush"),
        "--against",
        emulator.url());

    assertThat(report.toString())
        .doesNotContain(EmulatorClient.TOKEN, "hush", "emulator-access-key", "gAAAAA");
  }

  @Test
  void wantsCredentialsAndAUrl() {
    assertThat(run(Map.of(), "--against", emulator.url())).isEqualTo(2);
    assertThat(run(TOKEN)).isEqualTo(2);
    assertThat(report.toString()).contains("no credentials", "no URL");
  }
}
