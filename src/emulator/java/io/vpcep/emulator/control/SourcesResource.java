package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.css.CssApi;
import io.vpcep.emulator.data.ClusterReader;
import io.vpcep.emulator.data.ConnectionReader;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.data.ServiceReader;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.world.Cluster;
import io.vpcep.emulator.world.ClusterSettings;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.SourceRef.Kind;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Optional;

/** {@code /emulator/services} or {@code /emulator/clusters}, and the connections below them. */
final class SourcesResource implements ControlResource {

  private final World world;
  private final Kind kind;

  SourcesResource(World world, Kind kind) {
    this.world = world;
    this.kind = kind;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    int length = request.segments().size();
    if (length == 2) {
      return aboutSource(request, new SourceRef(kind, Fields.checkedId("id", request.segment(1))));
    }
    if (length == 4 && request.segment(2).equals("connections")) {
      return aboutConnection(
          request,
          new SourceRef(kind, Fields.checkedId("id", request.segment(1))),
          Fields.checkedId("endpoint id", request.segment(3)));
    }
    return Optional.empty();
  }

  private Optional<EmulatedResponse> aboutSource(ControlRequest request, SourceRef source) {
    return switch (request.method()) {
      case "PUT" -> Optional.of(putSource(request, source));
      case "PATCH" ->
          kind == Kind.CLUSTER ? Optional.of(patchCluster(request, source.id())) : Optional.empty();
      case "DELETE" ->
          Optional.of(world.remove(source) ? EmulatedResponse.noContent() : notThere(source));
      default -> Optional.empty();
    };
  }

  private EmulatedResponse putSource(ControlRequest request, SourceRef source) {
    if (kind == Kind.CLUSTER) {
      return putCluster(request, source.id(), ClusterSettings.DEFAULT);
    }
    Fields fields = ServiceReader.open(request.body());
    ServiceSettings old =
        world.service(source.id()).map(EndpointService::settings).orElse(ServiceSettings.DEFAULT);
    ServiceSettings settings = ServiceReader.read(fields, old);
    Optional<List<String>> whitelist = ServiceReader.whitelist(fields);
    world.putService(source.id(), settings);
    whitelist.ifPresent(permissions -> world.putWhitelist(source.id(), permissions));
    return EmulatedResponse.json(
        200,
        JsonNodeFactory.instance
            .objectNode()
            .put("id", source.id())
            .put("approval", settings.approval()));
  }

  private EmulatedResponse patchCluster(ControlRequest request, String id) {
    return world
        .cluster(id)
        .map(Cluster::settings)
        .map(old -> putCluster(request, id, old))
        .orElseGet(() -> notThere(SourceRef.cluster(id)));
  }

  private EmulatedResponse putCluster(ControlRequest request, String id, ClusterSettings old) {
    ClusterSettings settings = ClusterReader.read(request.body(), old);
    world.putCluster(id, settings);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", id);
    CssApi.putSettings(body.put("endpointService", settings.endpointService()), settings);
    return EmulatedResponse.json(200, body);
  }

  private Optional<EmulatedResponse> aboutConnection(
      ControlRequest request, SourceRef source, String id) {
    return switch (request.method()) {
      case "GET" ->
          Optional.of(shown(source, id, world.connections(source).flatMap(list -> list.get(id))));
      case "PUT" ->
          Optional.of(shown(world.put(source, id, ConnectionReader.read(kind, request.body()))));
      case "PATCH" ->
          Optional.of(
              shown(
                  source,
                  id,
                  world.change(source, id, ConnectionReader.read(kind, request.body()))));
      case "DELETE" ->
          Optional.of(
              world.remove(source, id)
                  ? EmulatedResponse.noContent()
                  : connectionNotThere(source, id));
      default -> Optional.empty();
    };
  }

  private EmulatedResponse shown(
      SourceRef source, String id, Optional<EndpointConnection> connection) {
    return connection.map(this::shown).orElseGet(() -> connectionNotThere(source, id));
  }

  private EmulatedResponse shown(EndpointConnection connection) {
    return EmulatedResponse.json(200, ConnectionJson.of(kind, connection));
  }

  static EmulatedResponse notThere(SourceRef source) {
    return ControlApi.error(404, "there is no " + source);
  }

  static EmulatedResponse connectionNotThere(SourceRef source, String id) {
    return ControlApi.error(404, "%s has no connection %s".formatted(source, id));
  }
}
