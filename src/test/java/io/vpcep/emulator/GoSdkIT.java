package io.vpcep.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.emulator.iam.AccessKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The vendor's Go SDK as the judge of the emulator, through the program {@code src/test/go/sdk}.
 */
class GoSdkIT {

  private static final Path MODULE = Path.of("src/test/go/sdk").toAbsolutePath();

  /** The first build downloads the SDK, which takes a minute on a slow line. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final int CALLS = 11;

  private static final String DATA =
      """
      services:
        - id: s
          connections:
            - {id: a, status: pendingAcceptance, marker_id: 16777510}
            - {id: b, status: accepted}
            - {id: failed, status: failed, error: [{error_code: E.1, error_message: made up}]}
      """;

  @TempDir private static Path folder = Path.of("");

  @BeforeAll
  static void build() throws Exception {
    List<String> command =
        List.of("go", "build", "-trimpath", "-mod=readonly", "-buildvcs=false", "-o");
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of(folder.resolve("sdk").toString(), "."));
    run(MODULE, Map.of("CGO_ENABLED", "0", "GOWORK", "off"), arguments);
  }

  private static List<String> run(
      Path where, Map<String, String> environment, List<String> arguments) throws Exception {
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(arguments)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = start(builder);
    boolean ended;
    try {
      ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    List<String> lines = Files.readAllLines(output);
    assertThat(ended).as("ended in time").isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new AssertionError("Go 1.23 or newer has to be on the PATH", e);
    }
  }

  private static Emulator start(InstantSource clock) throws IOException {
    return Emulator.start(
        EmulatorOptions.defaults().withData(DATA).withClock(clock).withTimer(new ManualClock()));
  }

  private static List<String> call(Emulator emulator, AccessKey key) throws Exception {
    String token = key.isTemporary() ? key.securityToken() : "";
    Map<String, String> credentials =
        Map.of(
            "SDK_ACCESS_KEY", key.id(),
            "SDK_SECRET_KEY", key.secretKey(),
            "SDK_SECURITY_TOKEN", token == null ? "" : token);
    return run(folder, credentials, List.of(folder.resolve("sdk").toString(), emulator.url()));
  }

  @ParameterizedTest(name = "temporary: {0}")
  @ValueSource(booleans = {false, true})
  void callsEverything(boolean temporary) throws Exception {
    AccessKey key = new AccessKey("key", "secret", temporary ? "security-token" : null);
    try (Emulator emulator = start(InstantSource.system())) {
      emulator.identity().accessKeys().put(key);

      assertThat(call(emulator, key))
          .containsExactly(
              "list 3",
              "filter 1 a pendingAcceptance 16777510",
              "receive creating",
              "reject rejected",
              "receive refused 400 EndPoint.2047",
              "describe orders",
              "services 1 s",
              "unknown refused 404 EndPoint.0005",
              "permit",
              "whitelist 2",
              "quotas 2");
    }
  }

  @Test
  void isRefusedWithAWrongSecretKey() throws Exception {
    try (Emulator emulator = start(InstantSource.system())) {
      emulator.identity().accessKeys().put(new AccessKey("key", "secret", null));

      assertThat(call(emulator, new AccessKey("key", "wrong", null)))
          .allMatch(line -> line.endsWith("refused 401 APIGW.0301"))
          .hasSize(CALLS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-16, 16})
  void isRefusedWhenItsClockIsOff(int minutes) throws Exception {
    AccessKey key = new AccessKey("key", "secret", null);
    InstantSource off = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(minutes));
    try (Emulator emulator = start(off)) {
      emulator.identity().accessKeys().put(key);

      assertThat(call(emulator, key))
          .allMatch(line -> line.endsWith("refused 401 APIGW.0301"))
          .hasSize(CALLS);
    }
  }
}
