package io.vpcep.operator.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.documentation.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types every command of README.md and docs/install.md as it stands, from top to bottom, each page
 * for a new cluster, with the real Helm and kubectl. What cannot be typed is listed in {@link
 * NotHere}. A command that is new in a page is typed too, and fails unless it works or is listed.
 */
class PagesIT {

  private static final List<String> PAGES = List.of("README.md", "docs/install.md");

  @TempDir private static Path folder = Path.of("");

  @TestFactory
  Stream<DynamicTest> everyCommandWorksAsItStands() {
    return PAGES.stream().flatMap(PagesIT::walk);
  }

  private static Stream<DynamicTest> walk(String page) {
    var reader = new Reader(folder.resolve(page.replace('/', '-')));
    var commands = FencedCommand.of(Page.read(page)).stream();
    return Stream.of(
            Stream.of(DynamicTest.dynamicTest(page + ": a new cluster", reader::open)),
            commands
                .filter(command -> !NotHere.has(command))
                .map(
                    command ->
                        DynamicTest.dynamicTest(
                            page + ": " + command, () -> reader.follow(command))),
            Stream.of(DynamicTest.dynamicTest(page + ": the end", reader::close)))
        .flatMap(tests -> tests);
  }

  @Test
  void whatIsListedIsInAPage() {
    var commands =
        PAGES.stream().flatMap(page -> FencedCommand.of(Page.read(page)).stream()).toList();

    assertThat(commands).extracting(FencedCommand::text).containsAll(NotHere.all().toList());
    assertThat(Reader.special())
        .allSatisfy(
            listed -> assertThat(commands).anyMatch(command -> command.text().startsWith(listed)));
  }
}
