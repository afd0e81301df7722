package io.vpcep.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.controlplane.CommandResult;
import io.vpcep.operator.controlplane.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart as the real Helm renders it, without a cluster to ask. */
public final class Chart {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Chart() {}

  /**
   * All objects in the order in which Helm puts them, hooks among them.
   *
   * @param namespace of the release, which is named vpcep-operator
   * @param settings values as of {@code --set}, or of {@code --set-json} for lists and objects
   * @throws io.vpcep.operator.controlplane.ControlPlaneException with what Helm says, where it
   *     refuses the values
   */
  public static List<JsonNode> render(String namespace, String... settings) {
    return parse(Finder.HELM.run(command(namespace, settings)));
  }

  /**
   * As {@link #render}, for a cluster that serves a group and version beside those of Kubernetes.
   */
  static List<JsonNode> renderOn(String api, String... settings) {
    var command = new ArrayList<>(command("vpcep-system", settings));
    command.addAll(List.of("--api-versions", api));
    return parse(Finder.HELM.run(command));
  }

  /** As {@link #render}, where a refusal is what is wanted. */
  static CommandResult tryRender(String... settings) {
    return Finder.HELM.tryRun(command("vpcep-system", settings));
  }

  static Helm helm() {
    return Finder.HELM;
  }

  private static List<String> command(String namespace, String... settings) {
    return Stream.concat(
            Stream.of("template", "vpcep-operator", ChartFiles.CHART.toString(), "-n", namespace),
            options(settings))
        .toList();
  }

  /** Values as options of Helm, after the images, which they may replace. */
  static Stream<String> options(String... settings) {
    return Stream.concat(images(), Stream.of(settings))
        .flatMap(setting -> Stream.of(option(setting), setting));
  }

  /** The chart requires them, because no image is published yet. */
  private static Stream<String> images() {
    return Stream.of(
        "image.repository=registry.example.com/vpcep-operator",
        "emulator.image.repository=registry.example.com/vpcep-emulator");
  }

  /** Lists and objects are JSON here. */
  private static String option(String setting) {
    return setting.contains("=[") || setting.contains("={") ? "--set-json" : "--set";
  }

  /** The documents of a stream of YAML, without the empty ones. */
  static List<JsonNode> parse(String yaml) {
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
      var all = new ArrayList<JsonNode>();
      while (documents.hasNextValue()) {
        var document = documents.nextValue();
        if (document.has("kind")) {
          all.add(document);
        }
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Kind and name, as {@code Deployment/vpcep-operator}. */
  static String name(JsonNode object) {
    return object.get("kind").asText() + "/" + object.at("/metadata/name").asText();
  }

  static boolean isKind(JsonNode object, String kind) {
    return object.get("kind").asText().equals(kind);
  }

  static boolean isHook(JsonNode object) {
    return object.at("/metadata/annotations").has("helm.sh/hook");
  }

  /** The one object of this kind and name. */
  static JsonNode find(List<JsonNode> objects, String name) {
    var found = objects.stream().filter(object -> name(object).equals(name)).toList();
    if (found.size() != 1) {
      throw new AssertionError(
          name
              + " is there "
              + found.size()
              + " times among "
              + objects.stream().map(Chart::name).toList());
    }
    return found.get(0);
  }

  /** Found when first needed, which can take a minute. */
  private static final class Finder {
    private static final Helm HELM = Helm.find();
  }
}
