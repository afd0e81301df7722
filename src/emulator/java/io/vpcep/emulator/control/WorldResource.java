package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.css.CssApi;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.IdentityStore;
import io.vpcep.emulator.iam.User;
import io.vpcep.emulator.world.Cluster;
import io.vpcep.emulator.world.ConnectionList;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.SortBy;
import io.vpcep.emulator.world.SourceRef.Kind;
import io.vpcep.emulator.world.World;
import java.util.Optional;

/** {@code /emulator/world}: services, clusters, users and access keys; no secret of theirs. */
final class WorldResource implements ControlResource {

  private final World world;
  private final IdentityStore identity;

  WorldResource(World world, IdentityStore identity) {
    this.world = world;
    this.identity = identity;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    return request.is("GET", 1)
        ? Optional.of(EmulatedResponse.json(200, everything()))
        : Optional.empty();
  }

  private ObjectNode everything() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode services = body.putArray("services");
    for (String id : world.serviceIds()) {
      ObjectNode node = services.addObject().put("id", id);
      world.service(id).ifPresent(service -> putService(node, service));
    }
    ArrayNode clusters = body.putArray("clusters");
    for (String id : world.clusterIds()) {
      ObjectNode node = clusters.addObject().put("id", id);
      world.cluster(id).ifPresent(cluster -> putCluster(node, cluster));
    }
    ArrayNode users = body.putArray("users");
    identity.users().forEach(user -> putUser(users.addObject(), user));
    AccessKeysResource.putAll(body.putArray("accessKeys"), identity.accessKeys());
    return body;
  }

  private static void putService(ObjectNode node, EndpointService service) {
    node.put("approval", service.settings().approval());
    node.put("name", service.details().name()).put("status", service.status());
    ArrayNode permissions = node.putArray("permissions");
    service.whitelist().records().forEach(entry -> permissions.add(entry.permission()));
    putConnections(node, Kind.SERVICE, service.connections());
  }

  private void putUser(ObjectNode node, User user) {
    node.put("name", user.name()).put("domain", user.domain());
    node.put("locked", identity.isLocked(user.name(), user.domain()));
  }

  private static void putCluster(ObjectNode node, Cluster cluster) {
    node.put("endpointService", cluster.settings().endpointService());
    CssApi.putSettings(node, cluster.settings());
    putConnections(node, Kind.CLUSTER, cluster.connections());
  }

  private static void putConnections(ObjectNode node, Kind kind, ConnectionList list) {
    ArrayNode connections = node.putArray("connections");
    list.sorted(SortBy.CREATED, true)
        .forEach(connection -> connections.add(ConnectionJson.of(kind, connection)));
  }
}
