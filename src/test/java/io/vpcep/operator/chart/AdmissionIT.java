package io.vpcep.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the real API server says to all that the chart renders, without keeping it. */
@ExtendWith(SharedControlPlane.class)
class AdmissionIT {

  /** Their definitions are somebody else's. */
  private static final Set<String> UNKNOWN =
      Set.of("ServiceMonitor", "PodMonitor", "PrometheusRule", "GrafanaDashboard");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ControlPlane plane;
  private final KubernetesClient client;
  private final Path folder;

  AdmissionIT(ControlPlane plane, KubernetesClient client, @TempDir Path folder) {
    this.plane = plane;
    this.client = client;
    this.folder = folder;
  }

  @BeforeEach
  void aNamespaceThatAsksForTheRestrictedStandard() {
    client
        .namespaces()
        .withName(client.getNamespace())
        .edit(
            namespace -> {
              namespace
                  .getMetadata()
                  .getLabels()
                  .put("pod-security.kubernetes.io/enforce", "restricted");
              return namespace;
            });
    // Nobody else makes the accounts of a namespace here.
    for (var name : List.of("default", "vpcep-operator", "given", "vpc-watcher")) {
      client
          .resource(
              new ServiceAccountBuilder().withNewMetadata().withName(name).endMetadata().build())
          .serverSideApply();
    }
  }

  @Test
  void everyObjectIsWellFormed() throws IOException {
    var objects = new ArrayList<JsonNode>();
    Renderings.all()
        .values()
        .forEach(settings -> objects.addAll(Chart.render(client.getNamespace(), settings)));
    objects.removeIf(object -> UNKNOWN.contains(object.get("kind").asText()));
    objects.forEach(this::intoTheNamespace);

    assertThat(
            apply(
                "apply", "--server-side", "--force-conflicts", "--validate=strict", file(objects)))
        .hasSize(objects.size());
  }

  @Test
  void everyPodIsAdmittedWhereTheRestrictedStandardIsEnforced() throws IOException {
    var pods = new ArrayList<JsonNode>();
    for (var settings : Renderings.all().values()) {
      for (var object : Chart.render(client.getNamespace(), settings)) {
        if (object.at("/spec/template").isObject()) {
          pods.add(pod(object.at("/spec/template"), "pod-" + pods.size()));
        } else if (Chart.isKind(object, "Pod")) {
          pods.add(pod(object, "pod-" + pods.size()));
        }
      }
    }

    assertThat(pods).hasSizeGreaterThan(30);
    assertThat(apply("create", "--validate=strict", file(pods))).hasSize(pods.size());
  }

  @Test
  void aPodThatMayDoMoreIsRefusedThere() throws IOException {
    var settings = "securityContext.allowPrivilegeEscalation=true";
    var deployment =
        Chart.find(Chart.render(client.getNamespace(), settings), "Deployment/vpcep-operator");
    var file = file(List.of(pod(deployment.at("/spec/template"), "pod")));

    var refused =
        plane.tryKubectl(
            "create", "--dry-run=server", "-n", client.getNamespace(), "-f", file.toString());

    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.errors()).contains("violates PodSecurity \"restricted");
  }

  /** As the controller of a Deployment would make it. */
  private ObjectNode pod(JsonNode template, String name) {
    var pod = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
    pod.set("metadata", template.get("metadata").deepCopy());
    ((ObjectNode) pod.get("metadata")).put("name", name).put("namespace", client.getNamespace());
    pod.set("spec", template.get("spec").deepCopy());
    return pod;
  }

  /** The namespaces of the values do not exist. */
  private void intoTheNamespace(JsonNode object) {
    if (object.get("metadata") instanceof ObjectNode metadata && metadata.has("namespace")) {
      metadata.put("namespace", client.getNamespace());
    }
  }

  private Path file(List<? extends JsonNode> objects) throws IOException {
    var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    list.set("items", JSON.valueToTree(objects));
    return Files.writeString(Files.createTempFile(folder, "objects", ".json"), list.toString());
  }

  /** One line for each object that the server would have taken. */
  private List<String> apply(String command, Object... arguments) {
    var all = new ArrayList<>(List.of(command, "--dry-run=server", "-n", client.getNamespace()));
    for (var argument : arguments) {
      if (argument instanceof Path file) {
        all.add("-f");
        all.add(file.toString());
      } else {
        all.add(argument.toString());
      }
    }
    return plane.kubectl(all.toArray(String[]::new)).lines().toList();
  }
}
