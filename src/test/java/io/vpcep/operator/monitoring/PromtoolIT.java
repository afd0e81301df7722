package io.vpcep.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.controlplane.MonitoringBinaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prometheus' own tool on the rules. */
class PromtoolIT {

  private final MonitoringBinaries binaries = MonitoringBinaries.find();

  static List<Path> tests() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/prometheus"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void theRulesAreValid() {
    var result =
        binaries.promtool(
            List.of("check", "rules", "--lint=all", "--lint-fatal", AlertFiles.RULES.toString()));

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains("SUCCESS: 16 rules found");
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theRulesFireWhenTheyShouldAndNotWhenTheyShouldNot(Path tests) {
    var result = binaries.promtool(List.of("test", "rules", tests.toString()));

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains("SUCCESS");
  }
}
