package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.CloudTime;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.ServiceDetails;
import io.vpcep.emulator.world.ServiceDetails.BackEnd;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An endpoint service as the lists and details show it, in the order of the documents' examples
 * (VPCEP API reference of Open Telekom Cloud, 2025-10). A service without a back end shows one that
 * is made up from its ID.
 *
 * @param region what names of services begin with
 * @param dialect which cloud's fields they have
 */
record ServiceJson(String region, Dialect dialect) {

  /** The whole name: region, the owner's part if there is one, and ID. */
  String name(EndpointService service) {
    String own = service.details().name();
    return region + "." + (own.isEmpty() ? "" : own + ".") + service.id();
  }

  /** "Querying Details About a VPC Endpoint Service", and the response to create and modify. */
  ObjectNode details(EndpointService service, String projectId) {
    ServiceDetails details = service.details();
    ObjectNode node = start(service);
    node.put("service_name", name(service))
        .put("service_type", "interface")
        .put("server_type", backEnd(service).serverType())
        .put("project_id", projectId)
        .put("description", details.description());
    putTimes(node, service);
    putPorts(node.putArray("ports"), details);
    node.put("tcp_proxy", details.tcpProxy());
    putTags(node.putArray("tags"), details);
    return node;
  }

  /** "Querying VPC Endpoint Services". */
  ObjectNode listed(EndpointService service, String projectId) {
    ServiceDetails details = service.details();
    ObjectNode node = start(service);
    node.put("service_name", name(service))
        .put("server_type", backEnd(service).serverType())
        .put("service_type", "interface");
    putPorts(node.putArray("ports"), details);
    node.put("project_id", projectId)
        .put("domain_id", details.owner())
        .put("description", details.description());
    putTimes(node, service);
    putTags(node.putArray("tags"), details);
    return node.put("connection_count", service.liveConnections())
        .put("tcp_proxy", details.tcpProxy());
  }

  /** "Querying Basic Information About a VPC Endpoint Service". */
  ObjectNode basic(EndpointService service) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", service.id())
        .put("service_name", name(service))
        .put("service_type", "interface")
        .put("created_at", CloudTime.seconds(service.createdAt()))
        .put("is_charge", true);
  }

  private ObjectNode start(EndpointService service) {
    BackEnd backEnd = backEnd(service);
    ObjectNode node =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", service.id())
            .put("port_id", backEnd.portId())
            .put("vpc_id", backEnd.vpcId());
    if (dialect == Dialect.OTC) {
      node.put("pool_id", madeUp("pool"));
    }
    return node.put("status", service.status())
        .put("approval_enabled", service.settings().approval());
  }

  private static BackEnd backEnd(EndpointService service) {
    BackEnd known = service.details().backEnd();
    return known == null
        ? new BackEnd(madeUp("vpc " + service.id()), madeUp("port " + service.id()), "LB")
        : known;
  }

  private static String madeUp(String seed) {
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static void putTimes(ObjectNode node, EndpointService service) {
    node.put("created_at", CloudTime.seconds(service.createdAt()))
        .put("updated_at", CloudTime.seconds(service.updatedAt()));
  }

  private static void putPorts(ArrayNode list, ServiceDetails details) {
    details
        .ports()
        .forEach(
            port ->
                list.addObject()
                    .put("client_port", port.client())
                    .put("server_port", port.server())
                    .put("protocol", port.protocol()));
  }

  private static void putTags(ArrayNode list, ServiceDetails details) {
    details.tags().forEach((key, value) -> list.addObject().put("key", key).put("value", value));
  }
}
