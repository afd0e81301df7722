package io.vpcep.emulator.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a CSS cluster tells beside its connections.
 *
 * @param endpointService whether it has an endpoint service at all
 * @param vpcepUpdateSwitch sent as it is: a boolean in all newer documents, which the vendor's
 *     clients require, and text in the old example of Open Telekom Cloud
 * @param vpcServiceName only in newer documents; left out when null
 * @param permissions only in newer documents; left out when null
 */
public record ClusterSettings(
    boolean endpointService,
    JsonNode vpcepUpdateSwitch,
    @Nullable String vpcServiceName,
    @Nullable List<Permission> permissions) {

  /** With an endpoint service, the switch off as a boolean, and none of the newer fields. */
  public static final ClusterSettings DEFAULT =
      new ClusterSettings(true, BooleanNode.FALSE, null, null);

  public ClusterSettings withEndpointService(boolean there) {
    return new ClusterSettings(there, vpcepUpdateSwitch, vpcServiceName, permissions);
  }

  public ClusterSettings withPermissions(@Nullable List<Permission> entries) {
    return new ClusterSettings(endpointService, vpcepUpdateSwitch, vpcServiceName, entries);
  }

  /**
   * A whitelist entry.
   *
   * @param id its ID
   * @param permission such as {@code iam:domain::} and an account ID
   * @param type the API's {@code permission_type}
   * @param createdAt shown in whole seconds
   */
  public record Permission(String id, String permission, String type, Instant createdAt) {}
}
