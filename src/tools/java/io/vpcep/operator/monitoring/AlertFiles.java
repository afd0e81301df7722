package io.vpcep.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rule file, and what is made of it. {@code mvn -Palerts} writes the manifest for the
 * Prometheus Operator anew.
 */
public final class AlertFiles {

  static final Path RULES = Path.of("deploy/prometheus/rules.yaml");
  static final Path MANIFEST = Path.of("deploy/prometheus/prometheusrule.yaml");

  private static final Pattern RESOURCE = Pattern.compile("by \\((namespace, [a-z_, ]+)\\)");

  private static final YAMLMapper YAML = new YAMLMapper();

  private static final String HEAD =
      """
      # The alerts of rules.yaml for the Prometheus Operator. Written by mvn -Palerts: change rules.yaml instead.
      apiVersion: monitoring.coreos.com/v1
      kind: PrometheusRule
      metadata:
        name: vpcep-operator
        labels:
          app.kubernetes.io/name: vpcep-operator
      spec:
      """;

  private AlertFiles() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(MANIFEST, manifest());
  }

  /** The manifest, with the comments of the rules. */
  static String manifest() throws IOException {
    var rules = Files.readString(RULES);
    return HEAD
        + rules
            .substring(rules.indexOf("groups:"))
            .lines()
            .map(line -> line.isEmpty() ? line : "  " + line)
            .collect(Collectors.joining("\n", "", "\n"));
  }

  /** All alerts, in the order of the file. */
  static List<JsonNode> alerts() throws IOException {
    var alerts = new ArrayList<JsonNode>();
    groups().forEach(group -> group.get("rules").forEach(alerts::add));
    return alerts;
  }

  static JsonNode groups() throws IOException {
    return read(RULES).get("groups");
  }

  static JsonNode read(Path file) throws IOException {
    return YAML.readTree(file.toFile());
  }

  /**
   * The rules, only faster: nothing else is changed.
   *
   * @param duration replaces each {@code for} and each {@code keep_firing_for}, for example 2s
   */
  public static String hastened(String duration) throws IOException {
    return rewritten(rule -> hasten(rule, duration));
  }

  /** The rules, only faster, with labels of the resources. */
  public static String hastened(String duration, List<String> labels) throws IOException {
    return rewritten(
        rule -> {
          hasten(rule, duration);
          addLabels(rule, labels);
        });
  }

  /**
   * The rules with labels of the resources, as the chart renders them.
   *
   * @param labels their names in metrics, for example label_team
   */
  public static String labelled(List<String> labels) throws IOException {
    return rewritten(rule -> addLabels(rule, labels));
  }

  /** The rules, each changed. */
  static String rewritten(Consumer<ObjectNode> change) throws IOException {
    var file = read(RULES);
    file.get("groups")
        .forEach(group -> group.get("rules").forEach(rule -> change.accept((ObjectNode) rule)));
    return YAML.writeValueAsString(file);
  }

  private static void hasten(ObjectNode rule, String duration) {
    for (var wait : List.of("for", "keep_firing_for")) {
      if (rule.has(wait)) {
        rule.put(wait, duration);
      }
    }
  }

  /** Each clause that names a resource names these labels too. */
  static void addLabels(ObjectNode rule, List<String> labels) {
    var more = labels.stream().map(label -> ", " + label).collect(Collectors.joining());
    rule.put("expr", RESOURCE.matcher(rule.get("expr").asText()).replaceAll("by ($1" + more + ")"));
  }
}
