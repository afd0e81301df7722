package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Files that are written from others, and stand beside them in the repository. */
final class WrittenFiles {

  private WrittenFiles() {}

  /** A test for each file, that it is what it would be written as now. */
  static Stream<DynamicTest> areUpToDate(Map<Path, String> files) {
    return files.entrySet().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getKey().toString(),
                    () ->
                        assertThat(file.getKey())
                            .as("differs from its source: run mvn -Pchart")
                            .content()
                            .isEqualTo(file.getValue())));
  }
}
