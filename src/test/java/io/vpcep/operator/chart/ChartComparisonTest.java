package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/chart-comparison.md, as far as it is about this chart. */
class ChartComparisonTest {

  private static final String REASONS = "## What this chart leaves out";
  private static final Pattern CODE = Pattern.compile("`([A-Za-z]+(\\.[A-Za-z]+)*)`");

  @Test
  void everyNoOfThisChartHasItsReason() throws IOException {
    var page = page().split(REASONS, 2);
    var reasons = rows(page[1]).stream().map(row -> row.get(0)).toList();
    var left =
        rows(page[0]).stream()
            .filter(row -> row.get(1).equals("–"))
            .map(row -> row.get(0))
            .toList();

    assertThat(left).isNotEmpty();
    assertThat(reasons).containsAll(left);
  }

  @Test
  void everyValueOfThisChartExists() throws IOException {
    JsonNode values = new YAMLMapper().readTree(ChartFiles.CHART.resolve("values.yaml").toFile());
    var named =
        rows(page().split("## Checks of the values", 2)[0]).stream()
            .flatMap(row -> CODE.matcher(row.get(1)).results())
            .map(found -> found.group(1))
            .filter(name -> !name.equals("renderMode"))
            .toList();

    assertThat(named)
        .hasSizeGreaterThan(10)
        .allMatch(name -> !values.at("/" + name.replace('.', '/')).isMissingNode());
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("docs/chart-comparison.md"));
  }

  /** The cells of all tables, without the first and last bar. */
  private static List<List<String>> rows(String text) {
    return text.lines()
        .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
        .map(line -> List.of(line.substring(2).replaceFirst(" \\|$", "").split(" \\| ")))
        .toList();
  }
}
