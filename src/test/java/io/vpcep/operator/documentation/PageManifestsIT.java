package io.vpcep.operator.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.Helm;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the pages tell people to apply is accepted: resources by a real API server, and values by
 * the chart.
 */
@ExtendWith(SharedControlPlane.class)
class PageManifestsIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final List<String> GROUPS =
      List.of("vpcep.io/v1alpha1", "v1", "rbac.authorization.k8s.io/v1");

  /** Where manifests of GitOps tools have the values of a chart. */
  private static final List<String> VALUES =
      List.of("/spec/source/helm/valuesObject", "/spec/values");

  private final ControlPlane plane;
  private final String namespace;

  PageManifestsIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.namespace = client.getNamespace();
  }

  record Example(String name, String yaml) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Example> resources() throws IOException {
    var examples = new ArrayList<Example>();
    for (var page : Page.all()) {
      for (var block : page.blocks("yaml")) {
        for (var document : block.split("(?m)^---$", -1)) {
          var read = YAML.readTree(document);
          if (GROUPS.contains(read.path("apiVersion").asText())) {
            var kind = read.path("kind").asText();
            examples.add(new Example("%s %d: %s".formatted(page, examples.size(), kind), document));
          }
        }
      }
    }
    return examples;
  }

  static List<Example> values() throws IOException {
    var examples = new ArrayList<Example>();
    for (var page : Page.all()) {
      for (var block : page.blocks("yaml")) {
        if (block.startsWith("# values.yaml")) {
          examples.add(new Example(page + " " + examples.size(), block));
        }
        for (var document : block.split("(?m)^---$", -1)) {
          for (var values : valuesIn(YAML.readTree(document))) {
            examples.add(new Example(page + " " + examples.size(), values.toString()));
          }
        }
      }
    }
    return examples;
  }

  private static List<JsonNode> valuesIn(JsonNode document) {
    return VALUES.stream().map(document::at).filter(JsonNode::isObject).toList();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void aResourceIsAccepted(Example example, @TempDir Path folder) throws IOException {
    var resource = (ObjectNode) YAML.readTree(example.yaml());
    resource.withObject("/metadata").put("namespace", namespace);
    var file = Files.writeString(folder.resolve("example.yaml"), YAML.writeValueAsString(resource));

    var result = plane.tryKubectl("apply", "--dry-run=server", "-f", file.toString());

    assertThat(result.errors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("values")
  void theChartAcceptsTheValues(Example example, @TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("values.yaml"), example.yaml());
    var arguments =
        Stream.of(
            "template",
            "vpcep-operator",
            "helm/vpcep-operator",
            "--api-versions=monitoring.coreos.com/v1",
            // The image is the reader's own.
            "--set=image.repository=registry.example.com/vpcep-operator",
            "--values=" + file);

    assertThat(Helm.find().run(arguments.toList())).contains("kind: Deployment");
  }
}
