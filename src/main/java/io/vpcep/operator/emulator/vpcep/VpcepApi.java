package io.vpcep.operator.emulator.vpcep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.http.EmulatedRequest;
import io.vpcep.operator.emulator.http.RefusedException;
import io.vpcep.operator.emulator.http.Shown;
import io.vpcep.operator.emulator.world.ConnectionList;
import io.vpcep.operator.emulator.world.EndpointConnection;
import io.vpcep.operator.emulator.world.World;
import java.util.List;

/**
 * {@code GET /v1/{project_id}/vpc-endpoint-services/{vpc_endpoint_service_id}/connections}, after
 * "Querying Connections to a VPC Endpoint Service" of Huawei Cloud and Open Telekom Cloud. Every
 * project shows the same services.
 */
public final class VpcepApi {

  private final World world;

  public VpcepApi(World world) {
    this.world = world;
  }

  /** One page of the list, or the refusal. */
  public Answer list(EmulatedRequest request) {
    try {
      VpcepQuery query = VpcepQuery.of(request.query());
      ConnectionList list =
          world.service(request.source()).orElseThrow(VpcepError.NOT_THERE::refusal);
      return page(query, query.matches(list));
    } catch (RefusedException e) {
      return e.answer();
    }
  }

  /**
   * The documents want an offset below the total; that one at or past it is refused rather than
   * answered with an empty page is unconfirmed. Offset 0 is good for an empty list too.
   */
  private static Answer page(VpcepQuery query, List<EndpointConnection> matches)
      throws RefusedException {
    int offset = query.page().offset();
    if (offset > 0 && offset >= matches.size()) {
      throw VpcepError.BAD_OFFSET.refusal();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode connections = body.putArray("connections");
    query.page().of(matches).forEach(connection -> connections.add(json(connection)));
    return Answer.json(200, body.put("total_count", matches.size()));
  }

  /** A connection as the list shows it. */
  public static ObjectNode json(EndpointConnection connection) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", connection.id());
    node.put("status", connection.status());
    node.put("marker_id", connection.markerId());
    node.put("domain_id", connection.domainId());
    node.put("created_at", Shown.seconds(connection.createdAt()));
    node.put("updated_at", Shown.seconds(connection.lastChange()));
    if (connection.description() != null) {
      node.put("description", connection.description());
    }
    if (connection.status().equals("failed")) {
      putErrors(node.putArray("error"), connection);
    }
    return node;
  }

  private static void putErrors(ArrayNode errors, EndpointConnection connection) {
    connection
        .errors()
        .forEach(
            error ->
                errors
                    .addObject()
                    .put("error_code", error.code())
                    .put("error_message", error.message()));
  }
}
