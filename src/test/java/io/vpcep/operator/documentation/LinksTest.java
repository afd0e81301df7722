package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every link from one page to another leads somewhere. */
class LinksTest {

  static List<Page> pages() throws IOException {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkLeadsToAFileAndToAHeadingInIt(Page page) {
    assertThat(page.relativeLinks()).allSatisfy(link -> leadsSomewhere(page, link));
  }

  private static void leadsSomewhere(Page from, String link) {
    var parts = link.split("#", 2);
    var target = parts[0].isEmpty() ? from.file() : from.file().resolveSibling(parts[0]);
    assertThat(Files.exists(target)).as("file of " + link).isTrue();
    if (parts.length == 2) {
      var page = Page.read(target.normalize().toString());
      assertThat(page.anchors()).contains(parts[1]);
    }
  }
}
