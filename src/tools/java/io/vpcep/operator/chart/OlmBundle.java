package io.vpcep.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.vpcep.operator.api.Kinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundle for the Operator Lifecycle Manager: the definitions, what the chart renders besides
 * Deployment and roles, and a ClusterServiceVersion, which has those.
 */
final class OlmBundle {

  static final Path FOLDER = Path.of("deploy/olm");

  private static final Path MANIFESTS = FOLDER.resolve("manifests");
  private static final String PACKAGE = "vpcep-operator";
  private static final String HEAD =
      "# Written by mvn -Pchart, from the chart, crds/ and samples.\n";

  /** In the package's name space, which {@code metadata/annotations.yaml} and the image repeat. */
  private static final Map<String, String> METADATA =
      new TreeMap<>(
          Map.of(
              "operators.operatorframework.io.bundle.mediatype.v1", "registry+v1",
              "operators.operatorframework.io.bundle.manifests.v1", "manifests/",
              "operators.operatorframework.io.bundle.metadata.v1", "metadata/",
              "operators.operatorframework.io.bundle.package.v1", PACKAGE,
              "operators.operatorframework.io.bundle.channels.v1", "candidate",
              "operators.operatorframework.io.bundle.channel.default.v1", "candidate"));

  /** Objects that OLM creates as they are; it makes roles and service account itself. */
  private static final List<String> OTHERS = List.of("ConfigMap", "Service");

  private OlmBundle() {}

  /** What each of the files has to be. */
  static Map<Path, String> all() throws IOException {
    var objects =
        KustomizeFiles.render(
            "image.repository=ghcr.io/vpcep/vpcep-operator",
            "rbac.aggregateToDefaultRoles=false",
            "podDisruptionBudget.enabled=false",
            // OpenShift chooses the IDs, and elsewhere the image says them
            "podSecurityContext.runAsUser=null",
            "podSecurityContext.runAsGroup=null",
            "podSecurityContext.fsGroup=null");
    var files = new TreeMap<Path, String>();
    for (var type : Kinds.ALL) {
      var plural = HasMetadata.getPlural(type);
      var definition = Path.of("crds", plural + ".vpcep.io-v1.yml");
      files.put(MANIFESTS.resolve(plural + ".yaml"), Files.readString(definition));
    }
    for (var object : objects) {
      if (OTHERS.contains(object.get("kind").asText())) {
        // OLM chooses the namespace.
        ((ObjectNode) object.get("metadata")).remove("namespace");
        files.put(MANIFESTS.resolve(fileName(object)), text(object));
      }
    }
    files.put(
        MANIFESTS.resolve(PACKAGE + ".clusterserviceversion.yaml"),
        text(ClusterServiceVersion.of(objects)));
    files.put(FOLDER.resolve("metadata/annotations.yaml"), text(Map.of("annotations", METADATA)));
    files.put(FOLDER.resolve("bundle.Dockerfile"), dockerfile());
    return files;
  }

  private static String fileName(JsonNode object) {
    return object.at("/metadata/name").asText()
        + "_"
        + object.get("kind").asText().toLowerCase(Locale.ROOT)
        + ".yaml";
  }

  private static String text(Object content) throws IOException {
    return HEAD + KustomizeFiles.YAML.writeValueAsString(content);
  }

  private static String dockerfile() {
    var text = new StringBuilder(HEAD);
    text.append(
        "# docker build -f deploy/olm/bundle.Dockerfile -t vpcep-operator-bundle deploy/olm\n");
    text.append("FROM scratch\n");
    METADATA.forEach((key, value) -> text.append("LABEL %s=%s\n".formatted(key, value)));
    return text.append("COPY manifests /manifests/\nCOPY metadata /metadata/\n").toString();
  }
}
