package io.vpcep.operator.command;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import java.util.List;

/** Manifests as YAML, each a document of its own. */
final class Manifest {

  /**
   * All texts are quoted: kubectl reads YAML 1.1, in which an ID may look like a number, a boolean
   * or null. Each document begins with {@code ---}.
   */
  private static final ObjectWriter YAML =
      YAMLMapper.builder().disable(YAMLGenerator.Feature.SPLIT_LINES).build().writer();

  private Manifest() {}

  /**
   * A resource that watches a connection.
   *
   * @param source the account and the source, without a connection
   */
  static VpcEndpointConnection of(
      String namespace, String name, VpcEndpointConnectionSpec source, String endpointId) {
    var resource = new VpcEndpointConnection();
    resource.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
    resource.setSpec(
        new VpcEndpointConnectionSpec(
            source.accountRef(),
            source.vpcEndpointService(),
            source.cssCluster(),
            endpointId,
            null,
            null,
            null,
            null));
    return resource;
  }

  static String yaml(List<VpcEndpointConnection> resources) {
    return resources.stream().map(Manifest::yaml).collect(joining());
  }

  private static String yaml(VpcEndpointConnection resource) {
    try {
      return YAML.writeValueAsString(resource);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written as YAML", e);
    }
  }
}
