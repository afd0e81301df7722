package io.vpcep.operator.documentation;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.GoDuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/limits.md says what the code says, and names tests that there are. */
class LimitsPageTest {

  private static final Pattern CONSTANT = Pattern.compile("`(\\w+)\\.([A-Z_]+)`");
  private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))`");

  private final List<List<String>> rows =
      Page.read("docs/limits.md").table("what", "limit", "when exceeded", "constant", "test");

  @Test
  void theLimitsAreThoseOfTheCode() throws Exception {
    var classes = classesIn("src/main/java");
    int compared = 0;
    for (var row : rows) {
      var constant = CONSTANT.matcher(row.get(3));
      if (constant.matches()) {
        var field =
            Class.forName(classes.get(constant.group(1))).getDeclaredField(constant.group(2));
        field.setAccessible(true);
        assertThat(row.get(1)).as(row.get(0)).contains(shown(field.get(null)));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(10);
  }

  @Test
  void theTestsThatItNamesExist() throws Exception {
    var tests = classesIn("src/test/java").keySet();

    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(TEST.matcher(row.get(4)).results().map(name -> name.group(1)))
                    .isNotEmpty()
                    .allMatch(tests::contains));
  }

  private static String shown(Object value) {
    return value instanceof Duration duration
        ? GoDuration.format(duration)
        : "%,d".formatted(((Number) value).longValue());
  }

  /** The full name of each class, by its simple one. */
  private static Map<String, String> classesIn(String folder) throws IOException {
    var top = Path.of(folder);
    try (Stream<Path> files = Files.walk(top)) {
      var all =
          files
              .map(file -> top.relativize(file).toString())
              .filter(name -> name.endsWith(".java"))
              .map(name -> name.replace(".java", "").replace('/', '.'))
              .collect(toSet());
      return all.stream()
          .collect(
              toMap(name -> name.substring(name.lastIndexOf('.') + 1), name -> name, (a, b) -> a));
    }
  }
}
