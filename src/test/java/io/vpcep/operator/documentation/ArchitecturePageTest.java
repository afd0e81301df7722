package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/architecture.md leads a stranger to the code. */
class ArchitecturePageTest {

  private static final Page PAGE = Page.read("docs/architecture.md");

  @Test
  void theLastSectionAnswersEachOfTwelveQuestionsByOneLinkToAClass() {
    assertThat(lastSection()).startsWith("Where is …?");
    assertThat(PAGE.table("question", "answer"))
        .hasSize(12)
        .allSatisfy(
            row ->
                assertThat(row.get(1))
                    .matches("\\[`(\\w+)`]\\(\\.\\./src/main/java/\\S+/\\1\\.java\\)"));
  }

  private static String lastSection() {
    var sections = List.of(PAGE.text().split("\n## ", -1));
    return sections.get(sections.size() - 1);
  }
}
