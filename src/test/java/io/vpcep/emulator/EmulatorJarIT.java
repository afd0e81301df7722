package io.vpcep.emulator;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.CommandLineProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator's jar as a user runs it, and what is in it. */
class EmulatorJarIT {

  private static final Path JAR =
      Path.of(System.getProperty("vpcep.emulator.jar", "target/vpcep-emulator.jar"));
  private static final Path OPERATOR =
      Path.of(System.getProperty("vpcep.jar", "target/vpcep-operator.jar"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Pattern URL = Pattern.compile("is at (http://\\S+:\\d+)");

  @TempDir private Path folder = Path.of("");

  @Test
  void servesTheDocumentsExamples() throws Exception {
    try (var emulator = start("--port", "0")) {
      await().atMost(PATIENCE).until(() -> emulator.output().contains("to change its world"));

      assertThat(emulator.output().lines())
          .allMatch(line -> line.matches("\\d{4}-\\S+Z INFO  EmulatorCommand - .+"))
          .anyMatch(line -> line.contains("tokens emulator-token"));
      assertThat(list(emulator.output())).contains("adb7b229-bb11-4072-bcc0-3327cd784263");

      emulator.terminate();
      assertThat(emulator.exitCode()).isIn(0, 143);
      assertThat(emulator.errors()).isEmpty();
    }
  }

  private static String list(String log) throws Exception {
    var url = URL.matcher(log);
    assertThat(url.find()).isTrue();
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    url.group(1)
                        + "/v1/p/vpc-endpoint-services/4189d3c2-8882-4871-a3c2-d380272eed88"
                        + "/connections"))
            .header("X-Auth-Token", "emulator-token")
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  @Test
  void logsOneJsonObjectALineWhenAsked() throws Exception {
    try (var emulator = start("--port", "0", "--log-format", "json")) {
      await().atMost(PATIENCE).until(() -> emulator.output().contains("to change its world"));

      for (var line : emulator.output().lines().toList()) {
        var object = new ObjectMapper().readTree(line);
        assertThat(object.path("level").asText()).isEqualTo("INFO");
        assertThat(object.path("message").asText()).isNotEmpty();
        assertThat(object.path("@timestamp").asText()).startsWith("20");
      }
    }
  }

  @Test
  void explainsItselfAndTellsItsVersion() throws Exception {
    try (var help = start("--help");
        var version = start("--version")) {
      assertThat(help.exitCode()).isZero();
      assertThat(help.output()).startsWith("Emulates ").contains("--data", "--port");
      assertThat(version.exitCode()).isZero();
      assertThat(version.output()).matches("vpcep-emulator [0-9]\\S+, Java .+\\R");
      assertThat(help.errors() + version.errors()).isEmpty();
    }
  }

  @Test
  void endsWithOneLineForABadOption() throws Exception {
    try (var ended = start("--log-format", "xml")) {
      assertThat(ended.exitCode()).isEqualTo(2);
      assertThat(ended.errors()).contains("expected one of [text, json]");
      assertThat(ended.output()).isEmpty();
    }
  }

  @Test
  void holdsNothingOfTheOperatorNorAnyLibraryThatOnlyTheOperatorNeeds() throws IOException {
    assertThat(packages(JAR))
        .contains("io/vpcep/emulator")
        .allMatch(
            name ->
                name.matches(
                    "(io/vpcep/emulator|com/fasterxml/jackson|org/yaml/snakeyaml|picocli|org/slf4j"
                        + "|ch/qos/logback|net/logstash/logback)(/.*)?"));
  }

  @Test
  void isNoPartOfTheOperator() throws IOException {
    assertThat(packages(OPERATOR))
        .contains("io/vpcep/operator")
        .noneMatch(name -> name.contains("emulator"));
  }

  /** The folders of all classes in a jar. */
  private static Set<String> packages(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName().replaceFirst("^META-INF/versions/\\d+/", ""))
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .map(name -> name.substring(0, name.lastIndexOf('/')))
          .collect(toCollection(TreeSet::new));
    }
  }

  private CommandLineProcess start(String... arguments) throws IOException {
    return CommandLineProcess.startJar(folder, JAR, arguments);
  }
}
