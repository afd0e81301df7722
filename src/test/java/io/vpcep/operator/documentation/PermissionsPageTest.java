package io.vpcep.operator.documentation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/permissions.md names the rights that the chart gives, which a test compares with a real API
 * server.
 */
class PermissionsPageTest {

  private static final Path RIGHTS = Path.of("src/test/resources/rights/cluster.txt");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern RIGHT = Pattern.compile("(?m)^(\\S+) \\[] \\[.*] \\[(.*)]$");

  @Test
  void namesEveryRightAndNoOther() throws Exception {
    var given = new TreeMap<String, Set<String>>();
    RIGHT
        .matcher(Files.readString(RIGHTS))
        .results()
        .forEach(
            right ->
                given
                    .computeIfAbsent(right.group(1), resource -> new TreeSet<>())
                    .addAll(List.of(right.group(2).split(" ", -1))));

    var named = new TreeMap<String, Set<String>>();
    for (var row :
        Page.read("docs/permissions.md").table("API group", "resources", "verbs", "for")) {
      for (var resource : code(row.get(1))) {
        named
            .computeIfAbsent(named(resource, code(row.get(0))), name -> new TreeSet<>())
            .addAll(code(row.get(2)));
      }
    }

    assertThat(named).isEqualTo(given);
  }

  /** {@code resource.group/subresource}, as kubectl writes it; the core group has no name. */
  private static String named(String resource, List<String> group) {
    var parts = resource.split("/", 2);
    return parts[0]
        + group.stream().map(name -> "." + name).collect(joining())
        + (parts.length == 2 ? "/" + parts[1] : "");
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(PermissionsPageTest::inside).toList();
  }

  private static String inside(MatchResult code) {
    return code.group(1);
  }
}
