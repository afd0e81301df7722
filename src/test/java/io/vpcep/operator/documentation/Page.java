package io.vpcep.operator.documentation;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page in Markdown. */
public final class Page {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private final Path file;
  private final String text;

  private Page(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** Reads a page, named from the top of the repository. */
  public static Page read(String file) {
    try {
      return new Page(Path.of(file), Files.readString(Path.of(file)));
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  /** The README, its neighbours, and what people read from there. */
  static List<Page> all() throws IOException {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(top, docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .map(path -> read(path.toString()))
          .toList();
    }
  }

  Path file() {
    return file;
  }

  /** All of it, as it is written. */
  public String text() {
    return text;
  }

  /** The rows of the tables that have this heading, without it; each as the texts of its cells. */
  public List<List<String>> table(String... columns) {
    var rows = new ArrayList<List<String>>();
    boolean inside = false;
    for (var line : text.lines().toList()) {
      var cells = cells(line);
      if (cells.equals(List.of(columns))) {
        inside = true;
      } else if (cells.isEmpty()) {
        inside = false;
      } else if (inside && !cells.get(0).startsWith("---")) {
        rows.add(cells);
      }
    }
    return rows;
  }

  /** The texts of the fenced blocks in a language, without the fences. */
  List<String> blocks(String language) {
    return FENCED
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .filter(block -> block.startsWith("```" + language + "\n"))
        .map(block -> block.substring(block.indexOf('\n') + 1, block.length() - "```".length()))
        .toList();
  }

  /** Where links lead that name no other host, as they are written. */
  List<String> relativeLinks() {
    return LINK.matcher(prose())
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains("://"))
        .toList();
  }

  /** What the headings can be linked as. */
  Set<String> anchors() {
    return HEADING.matcher(prose()).results().map(Page::anchor).collect(toSet());
  }

  /** As GitHub makes them: lower case, dashes for spaces, no punctuation. */
  private static String anchor(MatchResult heading) {
    return heading
        .group(1)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  private String prose() {
    return FENCED.matcher(text).replaceAll("");
  }

  private static List<String> cells(String line) {
    return line.startsWith("| ") && line.endsWith(" |")
        ? Stream.of(line.substring(2, line.length() - 2).split("\\s*\\|\\s*", -1))
            .map(String::strip)
            .toList()
        : List.of();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
