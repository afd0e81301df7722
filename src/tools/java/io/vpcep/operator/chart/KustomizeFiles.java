package io.vpcep.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manifests for kustomize, which are what the chart renders, without what is Helm's own. */
final class KustomizeFiles {

  static final Path BASE = Path.of("deploy/base");
  static final Path NAMESPACED = Path.of("deploy/overlays/namespaced");
  static final Path EMULATOR = Path.of("deploy/overlays/emulator");

  static final String NAMESPACE = "vpcep-system";
  static final String[] OF_NAMESPACED = {"watch.namespaces=[\"shop\"]"};
  static final String[] OF_EMULATOR = {"emulator.enabled=true", "emulator.samples=false"};

  /** Which an overlay replaces by one that can be pulled. */
  private static final String[] IMAGES = {
    "image.repository=vpcep-operator", "emulator.image.repository=vpcep-emulator"
  };

  /** Named unlike all else: kustomize would change the name of a Lease in a Role along with it. */
  private static final String CONFIGURATION = "ConfigMap/vpcep-operator-config";

  private static final String HEAD =
      "# Written by mvn -Pchart, from the chart in helm/vpcep-operator.\n";

  /** Writes YAML as the generated manifests have it. */
  static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
          .build();

  private KustomizeFiles() {}

  /** What each of the files has to be. The kustomizations themselves are written by hand. */
  static Map<Path, String> all() throws IOException {
    var usual = render();
    var namespaced = render(OF_NAMESPACED);
    var emulator = render(OF_EMULATOR);
    var known = usual.stream().map(KustomizeFiles::identity).collect(Collectors.toSet());
    var files = new LinkedHashMap<Path, String>();
    files.put(BASE.resolve("crds.yaml"), text(usual, KustomizeFiles::isDefinition));
    files.put(
        BASE.resolve("operator.yaml"),
        text(usual, object -> !isDefinition(object) && !isConfiguration(object)));
    files.put(BASE.resolve("config.yaml"), configuration(usual));
    files.put(NAMESPACED.resolve("rights.yaml"), text(namespaced, isNew(known)));
    files.put(NAMESPACED.resolve("config.yaml"), configuration(namespaced));
    files.put(EMULATOR.resolve("emulator.yaml"), text(emulator, isNew(known)));
    files.put(EMULATOR.resolve("config.yaml"), configuration(emulator));
    return files;
  }

  /** What the chart renders, without hooks and what is Helm's own. */
  static List<JsonNode> render(String... settings) {
    var objects =
        Chart.render(NAMESPACE, concat(IMAGES, settings)).stream()
            .filter(object -> !Chart.isHook(object))
            .toList();
    objects.forEach(KustomizeFiles::forget);
    return objects;
  }

  private static String[] concat(String[] one, String[] other) {
    return Stream.of(one, other).flatMap(Stream::of).toArray(String[]::new);
  }

  /** Kustomize names the configuration by its content, which makes pods start anew. */
  private static void forget(JsonNode object) {
    if (object.at("/metadata/labels") instanceof ObjectNode labels) {
      labels.remove(List.of("helm.sh/chart", "app.kubernetes.io/managed-by"));
    }
    if (object.at("/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove("helm.sh/resource-policy");
      if (annotations.isEmpty()) {
        ((ObjectNode) object.get("metadata")).remove("annotations");
      }
    }
    if (object.at("/spec/template/metadata/annotations") instanceof ObjectNode annotations) {
      annotations.remove("checksum/config");
    }
  }

  private static Predicate<JsonNode> isNew(Set<String> known) {
    return object -> !known.contains(identity(object));
  }

  private static boolean isDefinition(JsonNode object) {
    return Chart.isKind(object, "CustomResourceDefinition");
  }

  private static boolean isConfiguration(JsonNode object) {
    return Chart.name(object).equals(CONFIGURATION);
  }

  private static String identity(JsonNode object) {
    return Chart.name(object) + " " + object.at("/metadata/namespace").asText();
  }

  private static String configuration(List<JsonNode> objects) {
    return HEAD + Chart.find(objects, CONFIGURATION).at("/data/config.yaml").asText();
  }

  private static String text(List<JsonNode> objects, Predicate<JsonNode> chosen)
      throws IOException {
    var text = new StringBuilder(HEAD);
    for (var object : objects) {
      if (chosen.test(object)) {
        text.append("---\n").append(YAML.writeValueAsString(object));
      }
    }
    return text.toString();
  }
}
