package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What can be said of the chart without rendering it. */
class ChartFilesTest {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Left to Kubernetes, which says itself what is allowed there. */
  private static final Set<String> KUBERNETES =
      Set.of(
          "resources",
          "podSecurityContext",
          "securityContext",
          "affinity",
          "global",
          "instanceSelector");

  @TestFactory
  Stream<DynamicTest> isWhatItsSourcesSay() throws IOException {
    return WrittenFiles.areUpToDate(ChartFiles.all());
  }

  @Test
  void hasTheVersionOfTheOperator() throws IOException {
    var version =
        Files.readString(Path.of("pom.xml"))
            .replaceFirst("(?s).*?<revision>(.*?)</revision>.*", "$1");
    var chart = read("Chart.yaml");

    assertThat(chart.get("version").asText()).isEqualTo(version);
    assertThat(chart.get("appVersion").asText()).isEqualTo(version);
    assertThat(chart.at("/annotations/artifacthub.io~1images").asText()).contains(":" + version);
  }

  @Test
  void knowsEveryValueThatItHasAndNoOther() throws IOException {
    var schema =
        new ObjectMapper().readTree(ChartFiles.CHART.resolve("values.schema.json").toFile());
    var different = new ArrayList<String>();
    compare("", schema, read("values.yaml"), different);

    assertThat(different).isEmpty();
  }

  /** In both directions, down to what has keys of the user's own. */
  private static void compare(String path, JsonNode schema, JsonNode values, List<String> found) {
    var known = schema.path("properties");
    values
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.has(key)) {
                found.add(path + key + " is not in the schema");
              } else if (known.get(key).has("properties") && !values.get(key).isEmpty()) {
                compare(path + key + ".", known.get(key), values.get(key), found);
              }
            });
    known
        .fieldNames()
        .forEachRemaining(
            key -> {
              boolean isOptional = path.endsWith("Probe.");
              boolean isNameOfOthers = known.get(key).has("const");
              if (!values.has(key) && !isOptional && !isNameOfOthers) {
                found.add(path + key + " is not in values.yaml");
              }
            });
    // Global values are those of other charts too.
    if (schema.path("additionalProperties").asBoolean(true) && !path.equals("global.")) {
      found.add(path + " takes unknown keys");
    }
  }

  @Test
  void leavesNoObjectOpenButThoseOfKubernetesAndTheUsersOwn() throws IOException {
    var schema =
        new ObjectMapper().readTree(ChartFiles.CHART.resolve("values.schema.json").toFile());
    var open = new ArrayList<String>();
    schema
        .get("properties")
        .properties()
        .forEach(
            property -> {
              var type = property.getValue();
              if (type.path("type").asText().equals("object")
                  && !type.has("additionalProperties")) {
                open.add(property.getKey());
              }
            });

    assertThat(KUBERNETES).containsAll(open);
  }

  @Test
  void hasTheDefaultsOfTheOperator() throws Exception {
    var values = read("values.yaml");
    var configuration = YAML.createObjectNode();
    for (var section : List.of("clouds", "polling", "rateLimit", "watch", "http", "metrics")) {
      configuration.set(section, values.get(section));
    }
    var chosen = Settings.parse(YAML.writeValueAsString(configuration));

    assertThat(chosen).usingRecursiveComparison().isEqualTo(Settings.defaults());
  }

  @Test
  void hasTheAlertsAsTheyAre() throws IOException {
    var values = read("values.yaml").at("/prometheusRule/alerts");
    var names = new ArrayList<String>();
    for (var group :
        YAML.readTree(Path.of("deploy/prometheus/rules.yaml").toFile()).get("groups")) {
      for (var rule : group.get("rules")) {
        var name = rule.get("alert").asText();
        var tuned = values.path(name);
        names.add(name);
        assertThat(tuned.path("for").asText()).as(name).isEqualTo(rule.get("for").asText());
        assertThat(tuned.path("severity").asText())
            .as(name)
            .isEqualTo(rule.at("/labels/severity").asText());
        if (tuned.has("threshold")) {
          assertThat(rule.get("expr").asText())
              .as(name)
              .containsOnlyOnce("> ")
              .containsPattern("> " + tuned.get("threshold").asText() + "(\\s|$)");
        } else {
          assertThat(rule.get("expr").asText()).as(name).doesNotContain("> ");
        }
      }
    }
    assertThat(values.fieldNames()).toIterable().containsExactlyElementsOf(names);
  }

  private static JsonNode read(String file) throws IOException {
    return YAML.readTree(ChartFiles.CHART.resolve(file).toFile());
  }
}
