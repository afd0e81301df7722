package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The site shows every page once. This needs no Python; {@code mvn -Psite} builds it. */
class SiteTest {

  private static final Pattern OUTSIDE = Pattern.compile("(?m)^ {4}\"(\\S+)\": \"(\\S+)\",$");

  @Test
  void everyPageHasOneEntryInTheNavigation() throws IOException {
    var entries = new ArrayList<String>();
    collect(new YAMLMapper().readTree(Path.of("mkdocs.yml").toFile()).get("nav"), entries);

    assertThat(entries)
        .as("nav of mkdocs.yml: a page of docs/ without an entry cannot be found in the site")
        .containsExactlyInAnyOrderElementsOf(pages());
  }

  private static void collect(JsonNode node, List<String> entries) {
    if (node.isTextual()) {
      entries.add(node.asText());
    } else {
      node.forEach(child -> collect(child, entries));
    }
  }

  /** The names of all pages in the site: those in docs/, and those that the hooks add. */
  private static List<String> pages() throws IOException {
    var pages = new ArrayList<String>();
    for (var page : Page.all()) {
      if (page.file().startsWith("docs")) {
        pages.add(Path.of("docs").relativize(page.file()).toString());
      }
    }
    var hooks = Files.readString(Path.of("src/site/hooks.py"));
    for (var outside : OUTSIDE.matcher(hooks).results().toList()) {
      assertThat(Path.of(outside.group(1))).exists();
      pages.add(outside.group(2));
    }
    return pages;
  }
}
