package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The manifests for those without Helm. */
@ExtendWith(SharedControlPlane.class)
class KustomizeIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final String NAME = "vpcep-operator-config";
  private static final String HASHED = NAME + "-[a-z0-9]{10}";

  private final ControlPlane plane;

  KustomizeIT(ControlPlane plane) {
    this.plane = plane;
  }

  @TestFactory
  Stream<DynamicTest> theFilesAreWrittenFromTheChart() throws IOException {
    return WrittenFiles.areUpToDate(KustomizeFiles.all());
  }

  @TestFactory
  Stream<DynamicTest> kustomizeMakesOfThemWhatTheChartRenders() {
    return Stream.of(
            Map.entry(KustomizeFiles.BASE, new String[0]),
            Map.entry(KustomizeFiles.NAMESPACED, KustomizeFiles.OF_NAMESPACED),
            Map.entry(KustomizeFiles.EMULATOR, KustomizeFiles.OF_EMULATOR))
        .map(
            way ->
                DynamicTest.dynamicTest(
                    way.getKey().toString(),
                    () ->
                        assertSame(
                            built(way.getKey()),
                            byIdentity(KustomizeFiles.render(way.getValue())))));
  }

  @Test
  void anOverlayReplacesTheImages(@TempDir Path folder) throws IOException {
    // Given
    var base = folder.toRealPath().relativize(KustomizeFiles.EMULATOR.toRealPath());
    var images =
        """
        resources: [%s]
        images:
          - {name: vpcep-operator, newName: registry.example.com/vpcep-operator, newTag: "1"}
          - {name: vpcep-emulator, newName: registry.example.com/vpcep-emulator, newTag: "1"}
        """;
    Files.writeString(folder.resolve("kustomization.yaml"), images.formatted(base));
    // When
    var objects = Chart.parse(plane.kubectl("kustomize", folder.toString()));
    // Then
    assertThat(objects.stream().flatMap(object -> object.findValuesAsText("image").stream()))
        .containsExactlyInAnyOrder(
            "registry.example.com/vpcep-operator:1", "registry.example.com/vpcep-emulator:1");
  }

  private static void assertSame(Map<String, JsonNode> built, Map<String, JsonNode> rendered) {
    assertThat(built).containsOnlyKeys(rendered.keySet());
    rendered.forEach(
        (name, object) ->
            assertThat(object.equals(KustomizeIT::compareNumbers, built.get(name)))
                .as("%s%nrendered %s%nbuilt %s", name, object, built.get(name))
                .isTrue());
  }

  /** 0.0 and 0 are the same. */
  private static int compareNumbers(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? Double.compare(one.asDouble(), other.asDouble())
        : one.equals(other) ? 0 : 1;
  }

  /** Without the namespace, which Helm makes by itself. */
  private Map<String, JsonNode> built(Path kustomization) {
    var objects = Chart.parse(plane.kubectl("kustomize", kustomization.toString()));
    objects.removeIf(object -> Chart.isKind(object, "Namespace"));
    return byIdentity(objects);
  }

  private static Map<String, JsonNode> byIdentity(Iterable<JsonNode> objects) {
    var all = new TreeMap<String, JsonNode>();
    for (var object : objects) {
      normalize(object);
      all.put(Chart.name(object) + " " + object.at("/metadata/namespace").asText(), object);
    }
    return all;
  }

  /** Without the hash in the configuration's name, and without its comments. */
  private static void normalize(JsonNode object) {
    if (object.at("/metadata/name").asText().matches(HASHED)) {
      ((ObjectNode) object.get("metadata")).put("name", NAME);
    }
    if (object.at("/data/config.yaml").isTextual()) {
      try {
        ((ObjectNode) object.get("data"))
            .set("config.yaml", YAML.readTree(object.at("/data/config.yaml").asText()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    for (var volume : object.at("/spec/template/spec/volumes")) {
      if (volume.at("/configMap/name").asText().matches(HASHED)) {
        ((ObjectNode) volume.get("configMap")).put("name", NAME);
      }
    }
  }
}
