package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.SortBy;
import io.vpcep.emulator.world.World;
import java.util.List;

/**
 * {@code GET /v1/{project_id}/quotas}, "Querying the Quota", with the default quotas of the
 * documents. A data file may have more services: then the quota is shown as used up.
 */
final class QuotasApi {

  /** How many services an account may create. */
  static final int SERVICES = 20;

  private static final int ENDPOINTS = 50;
  private static final String SERVICE = "endpoint_service";
  private static final String ENDPOINT = "endpoint";

  private final World world;

  QuotasApi(World world) {
    this.world = world;
  }

  /** The services of all accounts, and the endpoints of the caller's own. */
  EmulatedResponse list(EmulatedRequest request, String domainId) throws RefusedException {
    String type = request.query().get("type");
    if (type != null && !List.of(SERVICE, ENDPOINT).contains(type)) {
      throw VpcepError.BAD_PARAMETER.refusal();
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode resources = body.putObject("quotas").putArray("resources");
    List<EndpointService> services = world.services();
    if (!SERVICE.equals(type)) {
      add(resources, ENDPOINT, endpoints(services, domainId), ENDPOINTS);
    }
    if (!ENDPOINT.equals(type)) {
      add(resources, SERVICE, services.size(), SERVICES);
    }
    return EmulatedResponse.json(200, body);
  }

  private static long endpoints(List<EndpointService> services, String domainId) {
    return services.stream()
        .flatMap(service -> service.connections().sorted(SortBy.CREATED, true).stream())
        .filter(connection -> connection.domainId().equals(domainId))
        .count();
  }

  private static void add(ArrayNode resources, String type, long used, long quota) {
    resources.addObject().put("type", type).put("used", used).put("quota", Math.max(used, quota));
  }
}
