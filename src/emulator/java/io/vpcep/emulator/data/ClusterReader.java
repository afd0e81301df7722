package io.vpcep.emulator.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.ClusterSettings.Permission;
import java.util.List;

/** Reads what a cluster tells beside its connections. */
public final class ClusterReader {

  static final String[] KEYS = {
    "endpointService", "vpcepUpdateSwitch", "vpcServiceName", "permissions"
  };

  private ClusterReader() {}

  /** Reads a document that holds nothing but settings, over those that are there. */
  public static ClusterSettings read(JsonNode document, ClusterSettings old) {
    return read(Fields.of(document, "", KEYS), old);
  }

  static ClusterSettings read(Fields fields, ClusterSettings old) {
    return new ClusterSettings(
        fields.flag("endpointService").orElse(old.endpointService()),
        fields.has("vpcepUpdateSwitch") ? updateSwitch(fields) : old.vpcepUpdateSwitch(),
        fields.text("vpcServiceName", 255).orElse(old.vpcServiceName()),
        fields.has("permissions") ? permissions(fields) : old.permissions());
  }

  private static JsonNode updateSwitch(Fields fields) {
    JsonNode value = fields.raw("vpcepUpdateSwitch").orElse(BooleanNode.FALSE);
    if (!value.isBoolean() && !List.of("true", "false").contains(value.asText())) {
      throw fields.bad(
          "vpcepUpdateSwitch", "allowed are true and false, and both as text in quotes");
    }
    return value;
  }

  private static List<Permission> permissions(Fields fields) {
    return fields
        .objects("permissions", "id", "permission", "permission_type", "created_at")
        .stream()
        .map(
            entry ->
                new Permission(
                    entry.requiredId("id"),
                    entry.requiredText("permission"),
                    entry.text("permission_type", 64).orElse("domainId"),
                    entry.time("created_at").orElseThrow(() -> entry.missing("created_at"))))
        .toList();
  }
}
