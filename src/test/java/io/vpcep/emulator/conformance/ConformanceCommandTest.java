package io.vpcep.emulator.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.Emulator;
import io.vpcep.emulator.EmulatorClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConformanceCommandTest {

  private static final Map<String, String> TOKEN = Map.of("CLOUD_TOKEN", EmulatorClient.TOKEN);

  private final StringWriter report = new StringWriter();
  private final StringWriter errors = new StringWriter();
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
        .setErr(new PrintWriter(errors))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void reportsThatNothingIsDifferent() {
    int exit = run(TOKEN, "--against", emulator.url() + "/", "--write");

    assertThat(report.toString())
        .contains("ok        vpcep-service\n")
        .contains(
            "partial   vpcep-connections: 4 of 12 fields not in the response:"
                + " connections[].description, connections[].error,")
        .endsWith(
            "35 as expected, 4 partial (23 of 220 fields not seen), 0 different, 0 skipped\n");
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
    run(accessKey("hush"), "--against", emulator.url());
    run(Map.of("CLOUD_TOKEN", "gAAAAAhush\nhush"), "--against", emulator.url());
    run(TOKEN, "--against", "http://user:hush@localhost");

    assertThat(report.toString() + errors)
        .doesNotContain(EmulatorClient.TOKEN, "hush", "emulator-access-key", "gAAAAA");
    assertThat(errors.toString()).contains("CLOUD_TOKEN has characters").doesNotContain("\tat ");
  }

  @Test
  void stopsAtTheFirstRequestWhenTheCredentialsAreRefused() {
    int exit = run(accessKey("wrong"), "--against", emulator.url());

    assertThat(exit).isEqualTo(2);
    assertThat(errors.toString()).isEqualTo("conformance: the credentials are refused (401)\n");
    assertThat(emulator.requests().all())
        .extracting(request -> request.status())
        .containsExactly(401);
  }

  @Test
  void ignoresTheLineBreakAfterAToken() {
    var token = Map.of("CLOUD_TOKEN", EmulatorClient.TOKEN + "\r\n");

    assertThat(run(token, "--against", emulator.url())).isZero();
  }

  @Test
  void takesTheAccessKeyWhenTheTokenIsEmpty() {
    var environment = new HashMap<>(accessKey("emulator-secret-key"));
    environment.put("CLOUD_TOKEN", "");

    assertThat(run(environment, "--against", emulator.url())).isZero();
  }

  private static Map<String, String> accessKey(String secretKey) {
    return Map.of("CLOUD_ACCESS_KEY", "emulator-access-key", "CLOUD_SECRET_KEY", secretKey);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost:9080", "ftp://localhost", "http://", "http://a b", "https://a?b=c"})
  void wantsAUrlWithAHost(String url) {
    assertThat(run(TOKEN, "--against", url)).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualTo("conformance: --against: invalid URL: must be http:// or https:// and a host\n");
  }

  @Test
  void wantsIdsThatFitIntoAPath() {
    var command = new CommandLine(new ConformanceCommand(TOKEN)).setErr(new PrintWriter(errors));

    assertThat(command.execute("--against", emulator.url(), "--service", "a/b c")).isEqualTo(2);
    assertThat(errors.toString()).startsWith("conformance: --service: invalid ID").hasLineCount(1);
  }

  @Test
  void addsAndRemovesARecordOfItsOwn() {
    var whitelist = emulator.world().service(EmulatorClient.SERVICE).orElseThrow().whitelist();
    var before = whitelist.records();

    run(TOKEN, "--against", emulator.url(), "--write");

    assertThat(whitelist.records()).isEqualTo(before);
    assertThat(emulator.requests().all())
        .filteredOn(request -> request.path().endsWith("/permissions/action"))
        .hasSize(2);
  }

  @Test
  void wantsCredentialsAndAUrl() {
    assertThat(run(Map.of(), "--against", emulator.url())).isEqualTo(2);
    assertThat(run(TOKEN)).isEqualTo(2);
    assertThat(errors.toString()).contains("no credentials", "no URL");
  }
}
