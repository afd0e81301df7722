package io.vpcep.operator.provisioning;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.api.ConnectionsSpec.TemplateMetadata;
import io.vpcep.operator.api.ConnectionsSpec.TemplateSpec;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.decision.ConnectionName;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the VpcEndpointConnections of a service should be. Account, source and namespace are the
 * service's own, whatever its template says.
 *
 * @param service that makes them; its spec has {@code connections}
 * @param inherited labels that the resources have as the service has them, so that who watches the
 *     service watches them
 */
public record ConnectionManifest(VpcEndpointService service, Map<String, String> inherited) {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The fields that say which connection is meant: those that are not set must not be there. */
  private static final Set<String> IDENTITY =
      Set.of("vpcEndpointService", "cssCluster", "endpointID", "markerID");

  private static final int LONGEST_LABEL = 63;

  /** The resource of a connection under a name, as it is created. */
  ObjectNode create(String name, String endpointId) {
    var metadata = JSON.objectNode().put("name", name).put("namespace", namespace());
    metadata.set("labels", object(labels()));
    metadata.set("annotations", object(annotations(name, endpointId)));
    metadata.putArray("ownerReferences").add(owner());
    var resource =
        JSON.objectNode()
            .put("apiVersion", service.getApiVersion())
            .put("kind", VpcEndpointConnection.class.getSimpleName());
    resource.set("metadata", metadata);
    resource.set("spec", object(spec(endpointId)));
    return resource;
  }

  /**
   * How a resource differs from what it should be, as a merge patch; null if it does not. What
   * others have added to it is no difference.
   */
  @Nullable ObjectNode difference(JsonNode resource, AppliedFields applied, String endpointId) {
    var name = requireNonNull(applied.name());
    var metadata = resource.path("metadata");
    var metadataPatch = JSON.objectNode();
    add(metadataPatch, "labels", differences(metadata.path("labels"), labels(), applied.labels()));
    add(
        metadataPatch,
        "annotations",
        differences(
            metadata.path("annotations"), annotations(name, endpointId), applied.annotations()));
    var formerFields = new TreeSet<>(applied.spec());
    formerFields.addAll(IDENTITY);
    var patch = JSON.objectNode();
    add(patch, "metadata", metadataPatch);
    add(patch, "spec", differences(resource.path("spec"), spec(endpointId), formerFields));
    return patch.isEmpty() ? null : patch;
  }

  /** The name of the resource of a connection. */
  String name(String endpointId) {
    return ConnectionName.of(connections().namePrefix(), endpointId);
  }

  /** Whether the spec of a VpcEndpointConnection names the same source. */
  public boolean isOfSource(JsonNode spec) {
    var own = new TreeMap<String, JsonNode>();
    putSource(own, "vpcEndpointService", service.getSpec().vpcEndpointService());
    putSource(own, "cssCluster", service.getSpec().cssCluster());
    return own.entrySet().stream()
        .allMatch(field -> field.getValue().equals(spec.get(field.getKey())));
  }

  /** The namespace of the resources. */
  public String namespace() {
    return service.getMetadata().getNamespace();
  }

  /** The UID of the owner of the resources. */
  String ownerUid() {
    return service.getMetadata().getUid();
  }

  /** The value of the label that all these resources have; a long name is cut. */
  private String labelValue() {
    var name = service.getMetadata().getName();
    if (name.length() <= LONGEST_LABEL) {
      return name;
    }
    var digest = ConnectionName.digest(name);
    return name.substring(0, LONGEST_LABEL - digest.length() - 1) + "-" + digest;
  }

  private ConnectionsSpec connections() {
    return requireNonNull(service.getSpec().connections());
  }

  private @Nullable TemplateMetadata templateMetadata() {
    var template = connections().template();
    return template == null ? null : template.metadata();
  }

  private @Nullable TemplateSpec templateSpec() {
    var template = connections().template();
    return template == null ? null : template.spec();
  }

  private static Map<String, JsonNode> texts(@Nullable Map<String, String> texts) {
    var nodes = new TreeMap<String, JsonNode>();
    Objects.requireNonNullElse(texts, Map.<String, String>of())
        .forEach((key, text) -> nodes.put(key, JSON.textNode(text)));
    return nodes;
  }

  private Map<String, JsonNode> templateLabels() {
    var metadata = templateMetadata();
    return texts(metadata == null ? null : metadata.labels());
  }

  private Map<String, JsonNode> templateAnnotations() {
    var metadata = templateMetadata();
    return texts(metadata == null ? null : metadata.annotations());
  }

  private Map<String, JsonNode> templateFields() {
    var fields = new TreeMap<String, JsonNode>();
    var template = templateSpec();
    if (template != null && template.pollInterval() != null) {
      fields.put("pollInterval", JSON.textNode(template.pollInterval()));
    }
    if (template != null && template.pendingAcceptanceTimeout() != null) {
      fields.put("pendingAcceptanceTimeout", JSON.textNode(template.pendingAcceptanceTimeout()));
    }
    if (template != null && template.suspend() != null) {
      fields.put("suspend", JSON.booleanNode(template.suspend()));
    }
    return fields;
  }

  private Map<String, JsonNode> labels() {
    var labels = templateLabels();
    labels.putAll(texts(inherited));
    labels.put(Group.MADE_BY, JSON.textNode(labelValue()));
    return labels;
  }

  private Map<String, JsonNode> annotations(String name, String endpointId) {
    var annotations = templateAnnotations();
    var applied =
        new AppliedFields(
            name,
            endpointId,
            templateLabels().keySet(),
            annotations.keySet(),
            templateFields().keySet());
    annotations.put(Group.APPLIED, JSON.textNode(applied.write()));
    return annotations;
  }

  private Map<String, JsonNode> spec(String endpointId) {
    var spec = templateFields();
    var from = service.getSpec();
    spec.put("accountRef", JSON.objectNode().put("name", from.accountRef().name()));
    spec.put("endpointID", JSON.textNode(endpointId));
    putSource(spec, "vpcEndpointService", from.vpcEndpointService());
    putSource(spec, "cssCluster", from.cssCluster());
    return spec;
  }

  private static void putSource(
      Map<String, JsonNode> spec, String field, @Nullable SourceRef source) {
    if (source != null) {
      spec.put(field, JSON.objectNode().put("id", source.id()));
    }
  }

  private ObjectNode owner() {
    return JSON.objectNode()
        .put("apiVersion", service.getApiVersion())
        .put("kind", service.getKind())
        .put("name", service.getMetadata().getName())
        .put("uid", ownerUid())
        .put("controller", true);
  }

  private static ObjectNode object(Map<String, JsonNode> fields) {
    var object = JSON.objectNode();
    object.setAll(fields);
    return object;
  }

  /** Sets what differs, and removes what was set before and is not wanted any more. */
  private static ObjectNode differences(
      JsonNode present, Map<String, JsonNode> wanted, Set<String> former) {
    var patch = JSON.objectNode();
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(present.get(key))) {
            patch.set(key, value);
          }
        });
    former.forEach(
        key -> {
          if (!wanted.containsKey(key) && present.has(key)) {
            patch.putNull(key);
          }
        });
    return patch;
  }

  private static void add(ObjectNode patch, String field, ObjectNode differences) {
    if (!differences.isEmpty()) {
      patch.set(field, differences);
    }
  }
}
