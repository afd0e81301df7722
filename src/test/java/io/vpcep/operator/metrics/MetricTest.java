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
    assertThat(
            Files.readString(PAGE)
                .lines()
                .filter(line -> line.startsWith("| `vpcep_"))
                .map(MetricTest::withoutType))
        .containsExactlyElementsOf(Stream.of(Metric.values()).map(MetricTest::row).toList());
  }

  /** The type is decided by what exports the metric, which {@code MetricsIT} compares. */
  private static String withoutType(String row) {
    return row.replaceFirst("\\| (gauge|counter|histogram) (?=\\|)", "");
  }

  private static String row(Metric metric) {
    return Stream.of(
            "`" + metric.value() + "`",
            metric.value().endsWith("_seconds") ? "seconds" : "",
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
