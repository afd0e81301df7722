package io.vpcep.operator.e2e;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.support.Traces;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Reads what all other tests left behind, and looks for what they authenticated with. The build
 * runs it alone, after them.
 */
class SecretScanIT {

  /** What the emulated identity service issues, and what signs a request: other each time. */
  private static final Pattern ISSUED =
      Pattern.compile("MIIE[0-9a-f]{32}|Signature=[0-9a-f]{8}|(?i)x-auth-token: ?[a-z]");

  @Test
  void thereIsSomethingToReadAndToLookFor() throws IOException {
    assertThat(secrets()).contains("emulator-token", "emulator-secret-key");
    assertThat(IntStream.rangeClosed(1, Integer.getInteger("vpcep.forks", 1)))
        .as("a log of each JVM that ran tests")
        .allSatisfy(
            fork ->
                assertThat(Traces.FOLDER.resolve("integration-" + fork + ".log"))
                    .content()
                    .contains("DEBUG SweepRunner - swept", "DEBUG ManagedInformerEventSource"));
    assertThat(files().stream().filter(file -> file.getFileName().toString().startsWith("shown-")))
        .hasSizeGreaterThan(10);
  }

  @TestFactory
  Stream<DynamicTest> noSecretStandsIn() throws IOException {
    var secrets = secrets();
    return files().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(file.getFileName().toString(), () -> read(file, secrets)));
  }

  /** Line by line: a log of all tests is large. */
  private static void read(Path file, Set<String> secrets) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      assertThat(lines.filter(line -> isMeaningful(line, secrets)).limit(5)).isEmpty();
    }
  }

  private static boolean isMeaningful(String line, Set<String> secrets) {
    return secrets.stream().anyMatch(line::contains) || ISSUED.matcher(line).find();
  }

  private static Set<String> secrets() throws IOException {
    try (var lines = Files.lines(Traces.SECRETS)) {
      return lines.filter(line -> !line.isBlank()).collect(toSet());
    }
  }

  private static List<Path> files() throws IOException {
    try (var files = Files.list(Traces.FOLDER)) {
      return files.filter(file -> !file.equals(Traces.SECRETS)).sorted().toList();
    }
  }
}
