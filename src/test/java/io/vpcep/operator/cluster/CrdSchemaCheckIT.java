package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.vpcep.operator.controlplane.SharedControlPlane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The installed definitions beside what this version needs. */
@ExtendWith(SharedControlPlane.class)
class CrdSchemaCheckIT {

  private final KubernetesClient client;

  CrdSchemaCheckIT(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void ofThisVersionLackNothing() {
    assertThat(CrdSchemaCheck.missing(client)).isEmpty();
  }

  @Test
  void whatAnOlderOneLacksIsNamed() throws Exception {
    var document = document();
    schema(document, "VpcEndpointConnection", "status").remove("errors");
    schema(document, "VpcEndpointConnection", "status", "css").remove("maxSession");
    schema(document, "CloudAccount", "spec").remove("projectID");

    assertThat(CrdSchemaCheck.missing(document))
        .containsExactly(
            "CloudAccount spec.projectID",
            "VpcEndpointConnection status.css.maxSession",
            "VpcEndpointConnection status.errors");
  }

  @Test
  void whatANewerOneHasMoreDoesNoHarm() throws Exception {
    var document = document();
    schema(document, "VpcEndpointConnection", "spec").putObject("novelty").put("type", "string");

    assertThat(CrdSchemaCheck.missing(document)).isEmpty();
  }

  @Test
  void nothingIsSaidOfWhatIsNotDocumentedYet() {
    assertThat(CrdSchemaCheck.missing(new ObjectMapper().createObjectNode())).isEmpty();
  }

  private JsonNode document() throws Exception {
    return new ObjectMapper().readTree(client.raw("/openapi/v3/apis/vpcep.io/v1alpha1"));
  }

  private static ObjectNode schema(JsonNode document, String kind, String... path) {
    var schema = document.path("components").path("schemas").path("io.vpcep.v1alpha1." + kind);
    for (var name : path) {
      schema = schema.path("properties").path(name);
    }
    return (ObjectNode) schema.path("properties");
  }
}
