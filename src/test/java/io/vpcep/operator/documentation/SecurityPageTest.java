package io.vpcep.operator.documentation;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md claims nothing by a test that is not there. */
class SecurityPageTest {

  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  @Test
  void everyTestThatItNamesExists() throws Exception {
    assertThat(TEST.matcher(Page.read("docs/security.md").text()).results())
        .extracting(name -> name.group(1))
        .isNotEmpty()
        .isSubsetOf(testClasses());
  }

  private static Iterable<String> testClasses() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(toSet());
    }
  }
}
