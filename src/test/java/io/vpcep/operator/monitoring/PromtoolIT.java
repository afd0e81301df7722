package io.vpcep.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.controlplane.MonitoringBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool on the rules. */
class PromtoolIT {

  /**
   * The rules as they are with {@code metrics.connectionLabels} and what docs/alerts.md advises.
   */
  private static final Path WITH_LABELS = Path.of("target/monitoring/rules-with-labels.yaml");

  private final MonitoringBinaries binaries = MonitoringBinaries.find();

  @BeforeAll
  static void writeTheRulesWithLabels() throws IOException {
    Files.createDirectories(WITH_LABELS.getParent());
    Files.writeString(WITH_LABELS, AlertFiles.rewritten(PromtoolIT::advised));
  }

  private static void advised(ObjectNode rule) {
    AlertFiles.addLabels(rule, List.of("label_team", "label_tier"));
    var labels = (ObjectNode) rule.get("labels");
    labels.put("team", "{{ or $labels.label_team \"platform\" }}");
    if (rule.get("alert").asText().equals("VpcepConnectionFailed")) {
      labels.put(
          "severity", "{{ if eq $labels.label_tier \"gold\" }}critical{{ else }}warning{{ end }}");
    }
  }

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/prometheus"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Test
  void theRulesAreValid() {
    var result =
        binaries.promtool(
            List.of("check", "rules", "--lint=all", "--lint-fatal", AlertFiles.RULES.toString()));

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains("SUCCESS: 18 rules found");
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theRulesFireWhenTheyShouldAndNotWhenTheyShouldNot(Path tests) {
    var result = binaries.promtool(List.of("test", "rules", tests.toString()));

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains("SUCCESS");
  }
}
