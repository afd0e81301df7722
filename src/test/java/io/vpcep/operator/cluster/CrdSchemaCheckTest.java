package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The definitions of the repository beside the types of the code, with their maps. */
class CrdSchemaCheckTest {

  @Test
  void aMapThatIsThereLacksNothing() throws IOException {
    assertThat(CrdSchemaCheck.missing(document(schema()))).isEmpty();
  }

  @Test
  void aMapWithoutValuesIsNamed() throws IOException {
    var schema = schema();
    ((ObjectNode) schema.findValue("labels")).remove("additionalProperties");

    assertThat(CrdSchemaCheck.missing(document(schema)))
        .singleElement()
        .asString()
        .startsWith("VpcEndpointService spec.connections.")
        .endsWith(".labels");
  }

  private static JsonNode schema() throws IOException {
    var file = Path.of("crds/vpcendpointservices.vpcep.io-v1.yml").toFile();
    return new YAMLMapper().readTree(file).findValue("openAPIV3Schema");
  }

  private static JsonNode document(JsonNode schema) {
    ((ObjectNode) schema)
        .putArray("x-kubernetes-group-version-kind")
        .addObject()
        .put("group", "vpcep.io")
        .put("version", "v1alpha1")
        .put("kind", "VpcEndpointService");
    var document = JsonNodeFactory.instance.objectNode();
    document.putObject("components").putObject("schemas").set("any", schema);
    return document;
  }
}
