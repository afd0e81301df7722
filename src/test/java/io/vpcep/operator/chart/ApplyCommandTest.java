package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command that applies the definitions, wherever a user reads it. */
class ApplyCommandTest {

  private static final Pattern COMMAND =
      Pattern.compile("kubectl apply [^`\\n]*?(?:-f crds/|-k deploy/(?:base|overlays)[a-z/]*)");

  @Test
  void isTheSameEverywhere() throws IOException {
    var found = new ArrayList<String>();
    for (var file : files()) {
      COMMAND
          .matcher(Files.readString(file).replaceAll("\\n# ", " "))
          .results()
          .forEach(command -> found.add(command.group()));
    }

    assertThat(found)
        .hasSizeGreaterThan(8)
        .allMatch(
            command ->
                command
                    .replace("--force-conflicts ", "")
                    .matches("kubectl apply --server-side --field-manager=vpcep-install -[fk] .*"));
  }

  /** The pages, the manifests, and the messages of the operator. */
  private static List<Path> files() throws IOException {
    var all =
        new ArrayList<>(List.of(Path.of("README.md"), Path.of("src/test/resources/messages.txt")));
    for (var folder : List.of("docs", "deploy", "helm")) {
      try (Stream<Path> files = Files.walk(Path.of(folder))) {
        files.filter(file -> file.toString().matches(".*\\.(md|yaml|txt)")).forEach(all::add);
      }
    }
    return all;
  }
}
