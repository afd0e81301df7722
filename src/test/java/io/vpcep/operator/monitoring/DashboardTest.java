package io.vpcep.operator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What can be said of the dashboard without Grafana. */
class DashboardTest {

  private static final Path FILE = Path.of("deploy/grafana/vpcep-operator.json");

  /** A metric and its selector. */
  private static final Pattern SELECTOR = Pattern.compile("\\b(vpcep_[a-z_]+)(\\{[^}]*})?");

  /** Labels that a variable filters by, with the name of the variable. */
  private static final Map<String, String> VARIABLES =
      Map.of("namespace", "namespace", "account", "account", "source_id", "source");

  private final JsonNode dashboard;

  DashboardTest() throws IOException {
    dashboard = new ObjectMapper().readTree(FILE.toFile());
  }

  @Test
  void canBeNarrowedDownToNamespaceAccountAndSource() {
    assertThat(dashboard.at("/templating/list").findValuesAsText("name"))
        .containsExactly("datasource", "namespace", "account", "source");
  }

  @Test
  void everyQueryIsNarrowedDownByTheLabelsThatItsMetricHas() {
    for (var query : dashboard.get("panels").findValuesAsText("expr")) {
      for (var match : SELECTOR.matcher(query).results().toList()) {
        for (var metric : Metric.values()) {
          // Whichever release leads is no question of a namespace.
          if (metric.value().equals(match.group(1)) && metric != Metric.LEADER) {
            assertThat(filters(metric))
                .as(query)
                .allSatisfy(filter -> assertThat(match.group(2)).contains(filter));
          }
        }
      }
    }
  }

  private static List<String> filters(Metric metric) {
    return metric.labels().stream()
        .filter(VARIABLES::containsKey)
        .map(label -> label + "=~\"$" + VARIABLES.get(label) + "\"")
        .toList();
  }

  @Test
  void everyDocumentedStateHasOneColourInAllPanels() {
    var colours = new TreeMap<String, Set<String>>();
    for (var override : dashboard.get("panels").findValues("overrides")) {
      for (var each : override) {
        var colour = each.at("/properties/0/value/fixedColor");
        if (!colour.isMissingNode()) {
          var state = each.at("/matcher/options").asText().replaceAll("^/ |\\$/$", "");
          colours.computeIfAbsent(state, absent -> new HashSet<>()).add(colour.asText());
        }
      }
    }

    assertThat(colours.keySet())
        .containsAll(ConnectionState.DOCUMENTED.stream().map(ConnectionState::value).toList());
    assertThat(colours.values()).allSatisfy(each -> assertThat(each).hasSize(1));
  }

  @Test
  void linksLeadToThisDashboardAndToPagesThatExist() {
    var files = new ArrayList<String>();
    for (var url : dashboard.findValuesAsText("url")) {
      if (url.startsWith("/d/")) {
        assertThat(url).startsWith("/d/" + dashboard.get("uid").asText() + "?");
      } else {
        files.add(
            url.replaceFirst("https://github.com/vpcep/vpcep-operator/(blob|tree)/main/", ""));
      }
    }

    assertThat(files)
        .hasSizeGreaterThan(2)
        .allSatisfy(
            file ->
                assertThat(Path.of(file.replace("${__value.raw}", "VpcepConnectionFailed")))
                    .satisfies(path -> assertThat(Files.exists(path)).isTrue()));
  }
}
