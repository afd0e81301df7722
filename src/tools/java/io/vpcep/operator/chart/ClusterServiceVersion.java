package io.vpcep.operator.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the Operator Lifecycle Manager installs, and shows to people: Deployment and rights as the
 * chart renders them, texts of the chart, and the samples.
 */
final class ClusterServiceVersion {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final Path SAMPLES = Path.of("deploy/samples");

  private static final String DESCRIPTION =
      """
      You publish a service to other tenants of Huawei Cloud or Open Telekom Cloud through a VPC endpoint service (VPCEP) or a
      CSS (Cloud Search Service) cluster. A customer's connection fails, or waits for your acceptance, and nobody notices. This
      operator polls the cloud, counts the connections of a service by state, records requests and failures as events, and
      exports metrics to alert on. It only reads the cloud.

      Create a Secret with the credentials of an IAM user that may list connections, a CloudAccount that names it, and a
      VpcEndpointService for your service. The
      [documentation](https://github.com/vpcep/vpcep-operator#readme) describes them, the permissions, alerts and runbooks.

      The operator reads its configuration from the ConfigMap `vpcep-operator-config`.
      """;

  private final ObjectNode chart;
  private final List<JsonNode> objects;

  private ClusterServiceVersion(List<JsonNode> objects) throws IOException {
    this.chart = (ObjectNode) YAML.readTree(ChartFiles.CHART.resolve("Chart.yaml").toFile());
    this.objects = objects;
  }

  /** The manifest, made from what the chart renders. */
  static JsonNode of(List<JsonNode> objects) throws IOException {
    return new ClusterServiceVersion(objects).manifest();
  }

  private JsonNode manifest() throws IOException {
    var manifest = JSON.createObjectNode();
    manifest
        .put("apiVersion", "operators.coreos.com/v1alpha1")
        .put("kind", "ClusterServiceVersion");
    manifest
        .putObject("metadata")
        // the name of an object has to be in lower case
        .put("name", "vpcep-operator.v" + version().toLowerCase(Locale.ROOT))
        .set("annotations", annotations());
    var spec = manifest.putObject("spec");
    spec.put("displayName", "VPC Endpoint Operator").put("version", version());
    spec.put("description", DESCRIPTION).put("maturity", "alpha").put("minKubeVersion", minimum());
    spec.set("keywords", chart.get("keywords"));
    spec.putObject("provider").put("name", "vpcep").put("url", chart.get("home").asText());
    spec.putArray("links").addObject().put("name", "Source").put("url", chart.get("home").asText());
    spec.putArray("icon").addObject().put("base64data", icon()).put("mediatype", "image/svg+xml");
    // The operator watches the namespaces of its configuration, which OLM does not know.
    var modes = spec.putArray("installModes");
    for (var mode : List.of("OwnNamespace", "SingleNamespace", "MultiNamespace", "AllNamespaces")) {
      modes.addObject().put("type", mode).put("supported", mode.equals("AllNamespaces"));
    }
    spec.putObject("customresourcedefinitions").set("owned", owned());
    spec.set("install", install());
    return manifest;
  }

  private String version() {
    return chart.get("version").asText();
  }

  /** {@code >=1.29.0-0} is 1.29.0. */
  private String minimum() {
    return chart.get("kubeVersion").asText().replaceAll("^>=\\s*|-0$", "");
  }

  private JsonNode annotations() throws IOException {
    var annotations = JSON.createObjectNode();
    annotations.put("alm-examples", JSON.writeValueAsString(examples()));
    annotations.put(
        "capabilities", chart.at("/annotations/artifacthub.io~1operatorCapabilities").asText());
    annotations.put("categories", "Cloud Provider, Monitoring, Networking");
    annotations.put("containerImage", container().get("image").asText());
    annotations.put("description", chart.get("description").asText());
    annotations.put("operatorframework.io/suggested-namespace", KustomizeFiles.NAMESPACE);
    annotations.put("repository", chart.get("home").asText());
    annotations.put("support", chart.get("home").asText() + "/blob/main/docs/support.md");
    return annotations;
  }

  /** The samples, without the Secrets that some of them need. */
  private static List<JsonNode> examples() throws IOException {
    var examples = new ArrayList<JsonNode>();
    try (Stream<Path> files = Files.list(SAMPLES)) {
      for (var file : files.sorted().toList()) {
        for (var sample : Chart.parse(Files.readString(file))) {
          if (sample.get("apiVersion").asText().startsWith("vpcep.io/")) {
            examples.add(sample);
          }
        }
      }
    }
    return examples;
  }

  /** The kinds, with the texts that the chart has for catalogues. */
  private ArrayNode owned() throws IOException {
    return (ArrayNode) YAML.readTree(chart.at("/annotations/artifacthub.io~1crds").asText());
  }

  private static String icon() throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of("docs/icon.svg")));
  }

  private JsonNode install() {
    var deployment = Chart.find(objects, "Deployment/vpcep-operator");
    var install = JSON.createObjectNode().put("strategy", "deployment");
    var spec = install.putObject("spec");
    spec.putArray("clusterPermissions").add(permission("ClusterRole/vpcep-operator"));
    spec.putArray("permissions").add(permission("Role/vpcep-operator-leader-election"));
    var installed = spec.putArray("deployments").addObject();
    installed.put("name", "vpcep-operator");
    installed.set("label", deployment.at("/metadata/labels"));
    installed.set("spec", deployment.get("spec"));
    return install;
  }

  private JsonNode permission(String role) {
    return JSON.createObjectNode()
        .put("serviceAccountName", "vpcep-operator")
        .set("rules", Chart.find(objects, role).get("rules"));
  }

  private JsonNode container() {
    return Chart.find(objects, "Deployment/vpcep-operator").at("/spec/template/spec/containers/0");
  }
}
