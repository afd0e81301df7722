package io.vpcep.operator.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.documentation.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Types every command of README.md and docs/install.md as it stands, from top to bottom, each page
 * for a new cluster, with the real Helm and kubectl. What cannot be typed here is listed with the
 * reason. A command that is new in a page is typed too, and fails unless it works or is listed.
 */
class PagesIT {

  private static final List<String> PAGES = List.of("README.md", "docs/install.md");

  private static final String MAVEN =
      "Maven is running already; ImageIT, EmulatorImageIT and ReleaseIT build the images";
  private static final String NO_NODE = "no node runs pods; RunCommandIT starts the operator";
  private static final String NO_TOOL = "needs a tool or a cluster of another kind";

  /** Commands by how they begin, and why they are not typed. */
  private static final Map<String, String> NOT_HERE =
      Map.of(
          "mvn ", MAVEN,
          "docker ", NO_TOOL,
          "operator-sdk ", NO_TOOL,
          "kind ", NO_TOOL,
          "minikube ", NO_TOOL,
          "ctr ", NO_TOOL,
          "kubectl -n vpcep-system rollout status ", NO_NODE,
          "helm test ", NO_NODE,
          "kubectl -n shop wait ", NO_NODE);

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
                .filter(command -> Listed.in(NOT_HERE, command).isEmpty())
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

    assertThat(Stream.concat(NOT_HERE.keySet().stream(), Reader.special().stream()))
        .allSatisfy(
            listed -> assertThat(commands).anyMatch(command -> command.text().startsWith(listed)));
  }
}
