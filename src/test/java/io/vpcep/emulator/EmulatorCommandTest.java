package io.vpcep.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class EmulatorCommandTest {

  private final StringWriter errors = new StringWriter();

  private int run(Consumer<Emulator> started, String... arguments) {
    return new CommandLine(new EmulatorCommand(new PrintWriter(errors, true), started))
        .execute(arguments);
  }

  @Test
  void explainsItself() {
    String help = new CommandLine(new EmulatorCommand()).getUsageMessage();

    assertThat(help)
        .contains("--port", "9080", "--address", "127.0.0.1", "--data", "--open-control")
        .contains(
            "emulator-token",
            "emulator-password",
            "emulator-access-key",
            "emulator-secret-key",
            "/connections/action",
            "/connections/description",
            "creatingTime",
            "deletingTime",
            "approval",
            "scenario",
            "/emulator");
    assertThat(help.lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(80);
  }

  @Test
  void servesTheDataFileUntilItIsInterrupted(@TempDir Path folder) throws Exception {
    Path data = Files.writeString(folder.resolve("data.yaml"), "services: [{id: s}]");
    CompletableFuture<Emulator> started = new CompletableFuture<>();
    CompletableFuture<Integer> exit = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> exit.complete(run(started::complete, "--port", "0", "--data", data.toString())));
    thread.start();

    Emulator emulator = started.get(10, TimeUnit.SECONDS);
    int status =
        new EmulatorClient(emulator).get("/v1/p/vpc-endpoint-services/s/connections").statusCode();
    thread.interrupt();

    assertThat(status).isEqualTo(200);
    assertThat(exit.get(10, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void endsWithOneLineForBadData(@TempDir Path folder) throws IOException {
    Path data = Files.writeString(folder.resolve("data.yaml"), "tokenLife: soon");

    assertThat(run(emulator -> {}, "--data", data.toString())).isEqualTo(2);
    assertThat(errors.toString())
        .isEqualTo(
            "vpcep-emulator: %s: tokenLife: \"soon\" is not allowed here; allowed are durations such as"
                    .formatted(data)
                + " 50ms, 5s, 1h30m\n");
  }

  @ParameterizedTest
  @CsvSource({
    "--data, /does/not/exist.yaml, --data: /does/not/exist.yaml cannot be read",
    "--port, 65536, --port: 65536 is no port; allowed are 0 to 65535",
    "--address, 'no address', --address: no address is no address; allowed are",
  })
  void endsWithOneLineForABadOption(String option, String value, String message) {
    assertThat(run(emulator -> {}, option, value)).isEqualTo(2);
    assertThat(errors.toString()).startsWith("vpcep-emulator: " + message).hasLineCount(1);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (Emulator first = Emulator.start()) {
      assertThat(run(emulator -> {}, "--port", String.valueOf(first.port()))).isEqualTo(1);
      assertThat(errors.toString())
          .startsWith("vpcep-emulator: cannot listen on 127.0.0.1:" + first.port());
    }
  }
}
