package io.vpcep.operator.metrics;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricTest {

  private static final Path PAGE = Path.of("docs/metrics.md");

  @Test
  void thePageListsEveryMetricAsItIsDeclared() throws IOException {
    assertThat(Files.readString(PAGE).lines().filter(line -> line.startsWith("| `vpcep_")))
        .containsExactlyElementsOf(Stream.of(Metric.values()).map(MetricTest::row).toList());
  }

  private static String row(Metric metric) {
    return Stream.of(
            "`" + metric.value() + "`",
            metric.type().value(),
            metric.unit(),
            String.join(", ", metric.labels()),
            metric.description())
        .collect(joining(" | ", "| ", " |"));
  }

  @Test
  void aSeriesHasAValueForEachLabel() {
    assertThatThrownBy(() -> Metric.SWEEP_DURATION.tags("full", "incremental"))
        .hasMessageContaining("vpcep_sweep_duration_seconds");
  }
}
