package io.vpcep.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line as a process: what it prints where, and its exit codes. */
class CommandLineIT {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** What {@code run} logs an error about. */
  private static final Map<String, String> NO_CLUSTER = Map.of("KUBECONFIG", "missing");

  @TempDir private Path folder = Path.of("");

  @Test
  void helpListsTheCommands() throws Exception {
    var ended = run("--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .contains("vpcep-operator", "run", "list", "export", "probe", "version", "--log-format");
    assertThat(ended.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "run, --config",
    "run, Exit codes",
    "list, -o=FORMAT",
    "export, --name-prefix",
    "export, Exit codes",
    "probe, Exit codes",
    "version, version"
  })
  void everyCommandHasHelp(String command, String content) throws Exception {
    var ended = run(command, "--help");

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output()).contains(content);
    assertThat(ended.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"version", "--version"})
  void versionNamesProductRevisionAndJava(String argument) throws Exception {
    var ended = run(argument);

    assertThat(ended.exitCode()).isZero();
    assertThat(ended.output())
        .matches(
            "vpcep-operator [0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)? \\(\\w+\\), Java 1?[0-9.]+.*\\R")
        .hasLineCount(1);
    assertThat(ended.errors()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          walk                              | Unmatched argument at index 0: 'walk'
          emulator                          | Unmatched argument at index 0: 'emulator'
          --colour                          | Unknown option: '--colour'
          run --colour                      | Unknown option: '--colour'
          run now                           | Unmatched argument at index 1: 'now'
          run --config                      | Missing required parameter for option '--config' (FILE)
          --log-format xml version          | expected one of [text, json] (case-sensitive) but was 'xml'
          version --log-format xml          | expected one of [text, json] (case-sensitive) but was 'xml'
          --log-level loud version          | expected one of [debug, info, warn, error] (case-sensitive) but was 'loud'
          version --log-format              | Missing required parameter for option '--log-format' (FORMAT)
          """)
  void refusesWhatItDoesNotKnow(String arguments, String message) throws Exception {
    var ended = run(arguments.split(" "));

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors().lines().findFirst().orElse("")).contains(message);
    assertThat(ended.errors()).doesNotContain("Exception");
    assertThat(ended.output()).isEmpty();
  }

  @Test
  void asksForACommand() throws Exception {
    var ended = run();

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors()).startsWith("Missing command").contains("run", "version");
    assertThat(ended.output()).isEmpty();
  }

  @Test
  void endsWithOneLineWithoutItsConfigurationFile() throws Exception {
    var ended = run("run", "--config", "missing.yaml");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors()).isEqualToIgnoringNewLines("run: missing.yaml: no such file");
    assertThat(ended.output()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http: {port: 80801}             | http.port: Invalid value: 80801: must be
          http: {caBundle: missing.pem}   | http.caBundle: Invalid value: "missing.pem": must be
          watch: {labelSelector: 'a b'}   | watch.labelSelector: Invalid value: "a b": must be
          pooling: {}                     | pooling: unknown key; known keys:
          """)
  void endsWithOneLineForABadConfiguration(String yaml, String message) throws Exception {
    var file = Files.writeString(folder.resolve("config.yaml"), yaml);

    var ended = run("run", "--config", file.toString());

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.errors()).startsWith("run: " + file + ": " + message).hasLineCount(1);
    assertThat(ended.output()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"list", "export"})
  void whatReadsASourceSaysWithoutALogThatTheKubeconfigIsMissing(String command) throws Exception {
    try (var ended = start(NO_CLUSTER, command, "--account", "shop/prod", "--service", "s")) {
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.errors())
          .isEqualToIgnoringNewLines(command + ": cannot use KUBECONFIG: missing: no such file");
      assertThat(ended.output()).isEmpty();
    }
  }

  @Test
  void logsOneJsonObjectALine() throws Exception {
    try (var ended = start(NO_CLUSTER, "--log-format", "json", "run")) {
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(objects(ended.output()))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.path("level").asText()).isEqualTo("ERROR");
                assertThat(line.path("message").asText()).startsWith("cannot use KUBECONFIG: ");
                assertThat(line.path("@timestamp").asText()).startsWith("20");
              });
      assertThat(ended.errors()).isEmpty();
    }
  }

  @Test
  void logsTextUnlessToldOtherwise() throws Exception {
    try (var ended = start(NO_CLUSTER, "run")) {
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.output())
          .hasLineCount(1)
          .matches("\\d{4}-\\S+Z ERROR OperatorProcess - cannot use KUBECONFIG: .+\\R");
    }
  }

  static List<JsonNode> objects(String output) throws IOException {
    var objects = new ArrayList<JsonNode>();
    for (var line : output.lines().toList()) {
      objects.add(JSON.readTree(line));
    }
    assertThat(objects).allMatch(JsonNode::isObject);
    return objects;
  }

  private CommandLineProcess run(String... arguments) throws Exception {
    var process = start(Map.of(), arguments);
    process.exitCode();
    return process;
  }

  private CommandLineProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    return CommandLineProcess.start(folder, environment, arguments);
  }
}
