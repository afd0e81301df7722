package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.controlplane.MonitoringBinaries;
import io.vpcep.operator.monitoring.AlertFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts of a release, and of two that shard a fleet. */
class PrometheusRuleIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path FOLDER = Path.of("target/monitoring");
  private static final String DOWN = "VpcepOperatorDown";

  @Test
  void areThoseOfTheRuleFileButForTheReleaseThatIsMissed() throws Exception {
    var rules = groups();

    var leader = "vpcep_leader{namespace=\"vpcep-system\", lease=\"vpcep-operator\"}";
    assertThat(expression(rules, DOWN))
        .isEqualTo("absent(%1$s) or max by (namespace, lease) (%1$s) == 0".formatted(leader));
    assertThat(withoutDown(rules))
        .isEqualTo(withoutDown(YAML.readTree(AlertFiles.labelled(List.of())).get("groups")));
  }

  @Test
  void haveTheLabelsThatTheMetricsHave() throws Exception {
    var rules = groups("metrics.connectionLabels=[\"team\", \"app.kubernetes.io/partOf\"]");

    assertThat(withoutDown(rules))
        .isEqualTo(
            withoutDown(
                YAML.readTree(
                        AlertFiles.labelled(
                            List.of("label_team", "label_app_kubernetes_io_part_of")))
                    .get("groups")));
  }

  @Test
  void twoKeysWithOneNameInMetricsAreRefused() {
    var refused = Chart.tryRender("metrics.connectionLabels=[\"my-team\", \"my_team\"]");

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors())
        .contains("metrics.connectionLabels: two keys have the name label_my_team in metrics");
  }

  @Test
  void aReleaseThatDiesIsMissedWhileAnotherLeadsAndNoAlertComesTwice() throws Exception {
    write("shard-a", "true");
    write("shard-b", "false");

    var result =
        MonitoringBinaries.find()
            .promtool(
                List.of("test", "rules", "src/test/prometheus/releases/two-releases.test.yaml"));

    assertThat(result.exitCode()).as(result.output() + result.errors()).isZero();
    assertThat(result.output()).contains("SUCCESS");
  }

  private static void write(String name, String sharedAlerts) throws Exception {
    var file = YAML.createObjectNode();
    file.set(
        "groups",
        groupsOf(name, "fullnameOverride=" + name, "prometheusRule.sharedAlerts=" + sharedAlerts));
    Files.createDirectories(FOLDER);
    YAML.writeValue(FOLDER.resolve(name + ".yaml").toFile(), file);
  }

  private static JsonNode groups(String... settings) {
    return groupsOf("vpcep-operator", settings);
  }

  private static JsonNode groupsOf(String name, String... settings) {
    var all =
        Stream.concat(
            Stream.of("prometheusRule.enabled=true", "prometheusRule.renderMode=alwaysRender"),
            Stream.of(settings));
    var objects = Chart.render("vpcep-system", all.toArray(String[]::new));
    return Chart.find(objects, "PrometheusRule/" + name).at("/spec/groups");
  }

  private static String expression(JsonNode groups, String alert) {
    for (var group : groups) {
      for (var rule : group.get("rules")) {
        if (rule.get("alert").asText().equals(alert)) {
          return rule.get("expr").asText();
        }
      }
    }
    throw new AssertionError(alert + " is missing");
  }

  private static JsonNode withoutDown(JsonNode groups) {
    var copy = groups.deepCopy();
    for (var group : copy) {
      for (var rule : group.get("rules")) {
        if (rule.get("alert").asText().equals(DOWN)) {
          ((ObjectNode) rule).remove("expr");
        }
      }
    }
    return copy;
  }
}
