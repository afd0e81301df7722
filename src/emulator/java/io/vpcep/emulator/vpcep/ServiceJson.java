package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.CloudTime;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.SortBy;
import io.vpcep.emulator.world.Status;

/**
 * An endpoint service as "Querying Details About a VPC Endpoint Service" shows it, always
 * available. Left out is what the emulator does not have: name, network, ports and tags.
 */
final class ServiceJson {

  private ServiceJson() {}

  static ObjectNode of(EndpointService service, String projectId) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", service.id())
        .put("status", "available")
        .put("service_type", "interface")
        .put("approval_enabled", service.settings().approval())
        .put("connection_count", connectionCount(service))
        .put("project_id", projectId)
        .put("created_at", CloudTime.seconds(service.createdAt()))
        .put("updated_at", CloudTime.seconds(service.updatedAt()));
  }

  /** Those that are created or accepted; the documents of Huawei Cloud alone have the field. */
  private static long connectionCount(EndpointService service) {
    return service.connections().sorted(SortBy.CREATED, true).stream()
        .map(EndpointConnection::status)
        .filter(status -> status.equals(Status.CREATING) || status.equals(Status.ACCEPTED))
        .count();
  }
}
