package io.vpcep.emulator.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.data.ConnectionReader;
import io.vpcep.emulator.data.Fields;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.emulator.world.SourceRef.Kind;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Optional;

/** {@code /emulator/connections}: many connections at once. Responds with their IDs. */
final class BulkResource implements ControlResource {

  private static final int MAX_COUNT = 100_000;

  private final World world;

  BulkResource(World world) {
    this.world = world;
  }

  @Override
  public Optional<EmulatedResponse> respond(ControlRequest request) {
    return request.is("POST", 1) ? Optional.of(create(request)) : Optional.empty();
  }

  private EmulatedResponse create(ControlRequest request) {
    Kind kind = request.body().has("cluster") ? Kind.CLUSTER : Kind.SERVICE;
    String sourceKey = kind == Kind.CLUSTER ? "cluster" : "service";
    Fields fields = Fields.of(request.body(), "", ConnectionReader.keys(kind, sourceKey, "count"));
    SourceRef source = new SourceRef(kind, fields.requiredId(sourceKey));
    int count =
        fields.number("count", 1, MAX_COUNT).orElseThrow(() -> fields.missing("count")).intValue();
    return created(world.putMany(source, count, ConnectionReader.read(kind, fields)));
  }

  private static EmulatedResponse created(List<EndpointConnection> connections) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("count", connections.size());
    ArrayNode ids = body.putArray("ids");
    connections.forEach(connection -> ids.add(connection.id()));
    return EmulatedResponse.json(201, body);
  }
}
