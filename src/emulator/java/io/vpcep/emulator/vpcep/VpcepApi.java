package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.CloudTime;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.ActionRefusedException;
import io.vpcep.emulator.world.ConnectionList;
import io.vpcep.emulator.world.EndpointConnection;
import io.vpcep.emulator.world.LifeCycle;
import io.vpcep.emulator.world.Status;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Map;

/**
 * {@code /v1/{project_id}/vpc-endpoint-services/{vpc_endpoint_service_id}/connections}, after
 * "Querying Connections to a VPC Endpoint Service", "Accepting or Rejecting a VPC Endpoint" and
 * "Updating Descriptions of VPC Endpoint Connections" (Huawei Cloud only) of Huawei Cloud and Open
 * Telekom Cloud.
 */
public final class VpcepApi {

  private final World world;
  private final LifeCycle lifeCycle;
  private final Dialect dialect;

  public VpcepApi(World world, LifeCycle lifeCycle, Dialect dialect) {
    this.world = world;
    this.lifeCycle = lifeCycle;
    this.dialect = dialect;
  }

  /** One page of the connections. */
  public EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    VpcepQuery query = VpcepQuery.of(request.query());
    List<EndpointConnection> matches =
        query.matches(KnownServices.of(world, request).connections());
    return EmulatedResponse.json(
        200, body(VpcepPage.of(query.page(), matches)).put("total_count", matches.size()));
  }

  /**
   * Accepts or rejects one connection, and shows it in its new status: one that was accepted is
   * being created first. The documents' example shows it accepted at once.
   */
  public EmulatedResponse acceptOrReject(EmulatedRequest request) throws RefusedException {
    EndpointAction wanted = EndpointAction.of(request.json());
    ConnectionList list = KnownServices.of(world, request).connections();
    try {
      return connections(lifeCycle.act(list, List.of(wanted.endpoint()), wanted.action()));
    } catch (ActionRefusedException e) {
      throw VpcepError.of(e.refusal()).refusal();
    }
  }

  /**
   * Changes descriptions, all or none; that this is possible in every status is unconfirmed, and so
   * are all or none and the codes of refusals.
   */
  public EmulatedResponse updateDescriptions(EmulatedRequest request) throws RefusedException {
    Map<String, String> descriptions = Descriptions.of(request.json());
    ConnectionList list = KnownServices.of(world, request).connections();
    try {
      return connections(world.describe(list, descriptions));
    } catch (ActionRefusedException e) {
      throw VpcepError.of(e.refusal()).refusal();
    }
  }

  private EmulatedResponse connections(List<EndpointConnection> changed) {
    return EmulatedResponse.json(200, body(changed));
  }

  private ObjectNode body(List<EndpointConnection> shown) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode connections = body.putArray("connections");
    shown.forEach(connection -> connections.add(listed(connection)));
    return body;
  }

  /** Open Telekom Cloud has no descriptions. */
  private ObjectNode listed(EndpointConnection connection) {
    return dialect == Dialect.OTC ? json(connection.withDescription(null)) : json(connection);
  }

  /** A connection as the list of Huawei Cloud shows it. */
  public static ObjectNode json(EndpointConnection connection) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", connection.id());
    node.put("status", connection.status());
    node.put("marker_id", connection.markerId());
    node.put("domain_id", connection.domainId());
    node.put("created_at", CloudTime.seconds(connection.createdAt()));
    node.put("updated_at", CloudTime.seconds(connection.lastChange()));
    if (connection.description() != null) {
      node.put("description", connection.description());
    }
    if (connection.status().equals(Status.FAILED)) {
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
