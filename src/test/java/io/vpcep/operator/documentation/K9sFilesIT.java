package io.vpcep.operator.documentation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.api.Kinds;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The files for k9s name columns that there are, and commands that work. */
@ExtendWith(SharedControlPlane.class)
class K9sFilesIT {

  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonNode PLUGINS = read("deploy/k9s/plugins.yaml").get("plugins");

  private final ControlPlane plane;
  private final String namespace;

  K9sFilesIT(ControlPlane plane, KubernetesClient client) {
    this.plane = plane;
    this.namespace = client.getNamespace();
  }

  /** An operator of another test that watches all namespaces would ask the real cloud. */
  @AfterEach
  void end() {
    plane.kubectlIn(namespace, "delete", "vpces", "--all");
  }

  @Test
  void theColumnsOfEachKindAreThoseOfItsDefinition() {
    var views = read("deploy/k9s/views.yaml").get("views");

    assertThat(views).hasSameSizeAs(Kinds.ALL);
    for (var kind : Kinds.ALL) {
      var view = views.get("vpcep.io/v1alpha1/" + HasMetadata.getPlural(kind));
      var columns = texts(view.get("columns"));
      assertThat(columnsOf(kind)).containsAll(columns);
      assertThat(columns).contains(view.get("sortColumn").asText().split(":", 2)[0]);
    }
  }

  @Test
  void everyShortcutIsUsedOnceAndIsOnThePage() {
    var shortcuts = PLUGINS.findValuesAsText("shortCut");

    assertThat(shortcuts).doesNotHaveDuplicates();
    assertThat(Page.read("docs/k9s.md").table("shortcut", "on", "what it does"))
        .extracting(row -> row.get(0).replace("`", ""))
        .containsExactlyElementsOf(shortcuts);
  }

  @Test
  void theCommandsWork() throws Exception {
    plane.kubectlIn(namespace, "apply", "-f", "deploy/samples/vpcendpointservice.yaml");

    assertThat(run("vpcep-suspend")).contains("patched");
    assertThat(field("{.spec.suspend}")).isEqualTo("true");
    assertThat(run("vpcep-resume")).contains("patched");
    assertThat(field("{.spec.suspend}")).isEqualTo("false");
    assertThat(run("vpcep-poll-now")).contains("annotated");
    assertThat(field("{.metadata.annotations}")).contains("vpcep.io/requested-at");
    assertThat(run("vpcep-events")).contains("No events found");
  }

  private String field(String path) {
    return plane.kubectlIn(namespace, "get", "vpces", "shop-api", "-o", "jsonpath=" + path);
  }

  /** Runs a plugin on the service as k9s does, and returns all that it printed. */
  private String run(String name) throws Exception {
    var plugin = PLUGINS.get(name);
    var command = new ArrayList<>(List.of(plugin.get("command").asText()));
    texts(plugin.get("args")).forEach(argument -> command.add(substituted(argument)));
    var process = new ProcessBuilder(command).redirectErrorStream(true);
    var programs = requireNonNull(plane.kubectlProgram().getParent());
    process.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    process.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    process.environment().put("PAGER", "cat");
    var running = process.start();
    return new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String substituted(String argument) {
    return argument
        .replace("$CONTEXT", plane.kubectl("config", "current-context").strip())
        .replace("$NAMESPACE", namespace)
        .replace("$RESOURCE_NAME", "vpcendpointservices")
        .replace("$NAME", "shop-api");
  }

  private static List<String> columnsOf(Class<? extends HasMetadata> kind) {
    var file = "crds/" + HasMetadata.getFullResourceName(kind) + "-v1.yml";
    var columns = new ArrayList<>(List.of("NAMESPACE", "NAME"));
    read(file)
        .at("/spec/versions/0/additionalPrinterColumns")
        .findValuesAsText("name")
        .forEach(name -> columns.add(name.toUpperCase(Locale.ROOT)));
    return columns;
  }

  private static List<String> texts(JsonNode list) {
    var texts = new ArrayList<String>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private static JsonNode read(String file) {
    try {
      return YAML.readTree(Path.of(file).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
