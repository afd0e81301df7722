package io.vpcep.operator.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.api.Group;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.decision.StatusTime;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A VpcEndpointConnection that a service has made, as the API server has it.
 *
 * @param endpointId of the connection that it was made for
 * @param isUnmanaged whether its user has taken it over
 * @param isDeleting whether it is marked for deletion
 * @param isNotFound whether its status says that the connection is gone
 * @param goneSince since when that is noted; null if it is not
 * @param difference from what it should be, as a merge patch; null if there is none
 */
public record ProvisionedConnection(
    String name,
    String uid,
    String resourceVersion,
    String endpointId,
    boolean isUnmanaged,
    boolean isDeleting,
    boolean isNotFound,
    @Nullable Instant goneSince,
    @Nullable ObjectNode difference) {

  /**
   * Reads a resource; null if it is not one that this service has made, such as a copy that a user
   * made of one.
   */
  public static @Nullable ProvisionedConnection read(
      JsonNode resource, ConnectionManifest manifest) {
    var metadata = resource.path("metadata");
    var annotations = metadata.path("annotations");
    var name = metadata.path("name").asText();
    var applied = applied(resource, manifest);
    if (applied == null
        || applied.endpointID() == null
        || !name.equals(applied.name())
        || !isOwned(metadata, manifest.ownerUid())) {
      return null;
    }
    boolean unmanaged =
        isTrue(annotations.path(Group.UNMANAGED))
            || isTrue(metadata.path("labels").path(Group.UNMANAGED));
    return new ProvisionedConnection(
        name,
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText(),
        applied.endpointID(),
        unmanaged,
        metadata.has("deletionTimestamp"),
        isNotFound(resource, applied.endpointID()),
        StatusTime.parse(annotations.path(Group.GONE_SINCE).asText()),
        unmanaged
            ? release(metadata, manifest.ownerUid())
            : manifest.difference(resource, applied, applied.endpointID()));
  }

  /** What the operator has set; where a user has removed the note of it, what can be told. */
  private static @Nullable AppliedFields applied(JsonNode resource, ConnectionManifest manifest) {
    var metadata = resource.path("metadata");
    var note = metadata.path("annotations").path(Group.APPLIED);
    if (note.isTextual()) {
      return AppliedFields.read(note.asText());
    }
    var name = metadata.path("name").asText();
    var endpointId = resource.path("spec").path("endpointID").asText();
    return name.equals(manifest.name(endpointId))
        ? new AppliedFields(name, endpointId, Set.of(), Set.of(), Set.of())
        : null;
  }

  /**
   * Whether the status says so of the connection that the resource was made for. That of a
   * suspended resource may be old.
   */
  private static boolean isNotFound(JsonNode resource, String endpointId) {
    var status = resource.path("status");
    return ConnectionState.NOT_FOUND.value().equals(status.path("state").asText())
        && resource.path("spec").path("endpointID").asText().equals(endpointId)
        && !resource.path("spec").path("suspend").asBoolean()
        && status.path("observedGeneration").asLong()
            == resource.path("metadata").path("generation").asLong();
  }

  private static boolean isTrue(JsonNode text) {
    return text.asText().equals("true");
  }

  private static boolean isOwned(JsonNode metadata, String ownerUid) {
    for (var owner : metadata.path("ownerReferences")) {
      if (owner.path("uid").asText().equals(ownerUid)) {
        return true;
      }
    }
    return false;
  }

  /** Takes away all that ties the resource to the service. */
  private static ObjectNode release(JsonNode metadata, String ownerUid) {
    var patch = JsonNodeFactory.instance.objectNode();
    var released = patch.putObject("metadata");
    released.putObject("labels").putNull(Group.MADE_BY);
    released.putObject("annotations").putNull(Group.APPLIED).putNull(Group.GONE_SINCE);
    released.set("ownerReferences", others(metadata, ownerUid));
    return patch;
  }

  private static ArrayNode others(JsonNode metadata, String ownerUid) {
    var others = JsonNodeFactory.instance.arrayNode();
    for (var owner : metadata.path("ownerReferences")) {
      if (!owner.path("uid").asText().equals(ownerUid)) {
        others.add(owner);
      }
    }
    return others;
  }

  /** The same without the difference, which takes room and is found again. */
  public ProvisionedConnection withoutDifference() {
    return new ProvisionedConnection(
        name,
        uid,
        resourceVersion,
        endpointId,
        isUnmanaged,
        isDeleting,
        isNotFound,
        goneSince,
        null);
  }

  /** The difference, with the note since when the connection is gone; null removes the note. */
  ObjectNode noting(@Nullable Instant since) {
    var patch = difference == null ? JsonNodeFactory.instance.objectNode() : difference.deepCopy();
    var annotations = patch.withObject("/metadata/annotations");
    if (since == null) {
      annotations.putNull(Group.GONE_SINCE);
    } else {
      annotations.put(Group.GONE_SINCE, StatusTime.format(since));
    }
    return patch;
  }
}
