package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/decisions has an index that lists each record with its title and date. */
class DecisionRecordsTest {

  private static final Path FOLDER = Path.of("docs/decisions");
  private static final String INDEX = "README.md";

  static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> !file.endsWith(INDEX)).sorted().toList();
    }
  }

  @Test
  void theIndexListsEveryRecordAndNoOther() throws Exception {
    var listed = Page.read(FOLDER.resolve(INDEX).toString()).table("record", "decision", "date");

    assertThat(listed)
        .extracting(row -> "%s: %s %s".formatted(row.get(0), row.get(1), row.get(2)))
        .containsExactlyElementsOf(
            records().stream().map(DecisionRecordsTest::inTheIndex).toList());
  }

  @ParameterizedTest
  @MethodSource("records")
  void aRecordHasContextDecisionAndConsequences(Path record) throws Exception {
    assertThat(Files.readAllLines(record))
        .filteredOn(line -> line.startsWith("## "))
        .containsExactly("## Context", "## Decision", "## Consequences");
  }

  private static String inTheIndex(Path record) {
    var file = record.getFileName().toString();
    var lines = Page.read(record.toString()).text().lines().toList();
    var title = lines.get(0).replaceFirst("# \\d+: ", "");
    var date = lines.get(2).substring(0, "2026-01-01".length());
    return "[%s](%s): %s %s".formatted(file.substring(0, 4), file, title, date);
  }
}
