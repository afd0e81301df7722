package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.ActionRefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.ServiceLifeCycle;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code /v1/{project_id}/vpc-endpoint-services}: creates, lists, shows, modifies and deletes
 * services, after the VPCEP API reference of Open Telekom Cloud. Creation responds with 200, as its
 * page says; deletion with 204, as the page of status codes and the OpenAPI file say, although the
 * page of the call says 200.
 */
final class ServicesApi {

  private final World world;
  private final ServiceLifeCycle lifeCycle;
  private final ServiceJson json;

  ServicesApi(World world, ServiceLifeCycle lifeCycle, ServiceJson json) {
    this.world = world;
    this.lifeCycle = lifeCycle;
    this.json = json;
  }

  EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    ServiceQuery query = ServiceQuery.of(request.query());
    List<EndpointService> matches = query.matches(world.services(), json);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode services = body.putArray("endpoint_services");
    for (EndpointService service : VpcepPage.of(query.page(), matches)) {
      services.add(json.listed(service, request.route().projectId()));
    }
    return EmulatedResponse.json(200, body.put("total_count", matches.size()));
  }

  EmulatedResponse show(EmulatedRequest request) throws RefusedException {
    return shown(KnownServices.of(world, request), request);
  }

  /** By ID or by the whole name. */
  EmulatedResponse describe(EmulatedRequest request) throws RefusedException {
    Map<String, String> query = request.query();
    String id = query.get("id");
    String name = query.get("endpoint_service_name");
    if (id == null && name == null) {
      throw VpcepError.EMPTY_PARAMETER.refusal();
    }
    return world.services().stream()
        .filter(service -> id == null || service.id().equals(id))
        .filter(service -> name == null || json.name(service).equals(name))
        .findFirst()
        .map(service -> EmulatedResponse.json(200, json.basic(service)))
        .orElseThrow(VpcepError.NOT_THERE::refusal);
  }

  EmulatedResponse create(EmulatedRequest request, String domainId) throws RefusedException {
    ServiceSettings settings = ServiceBody.create(request.json(), domainId);
    TagsBody.check(settings.details().tags(), json.dialect());
    EndpointService created =
        lifeCycle
            .create(settings, QuotasApi.SERVICES)
            .orElseThrow(VpcepError.QUOTA_EXCEEDED::refusal);
    return shown(created, request);
  }

  EmulatedResponse modify(EmulatedRequest request) throws RefusedException {
    return shown(change(request, ServiceBody::changed), request);
  }

  /**
   * Changes a service's own part of its name, as "Changing the Name of a VPC Endpoint Service" of
   * Huawei Cloud says; the response has the whole name. That a body without a name changes nothing
   * is unconfirmed.
   */
  EmulatedResponse rename(EmulatedRequest request) throws RefusedException {
    String name = json.name(change(request, ServiceBody::renamed));
    return EmulatedResponse.json(
        200, JsonNodeFactory.instance.objectNode().put("endpoint_service_name", name));
  }

  private EndpointService change(EmulatedRequest request, SettingsChange change)
      throws RefusedException {
    JsonNode body = request.json();
    Optional<EndpointService> changed;
    do {
      EndpointService service = KnownServices.of(world, request);
      if (!body.isObject()) {
        throw VpcepError.BAD_PARAMETER.refusal();
      }
      changed = world.replaceSettings(service, change.of(body, service.settings()));
    } while (changed.isEmpty());
    return changed.get();
  }

  /** What a body makes of the settings. */
  @FunctionalInterface
  private interface SettingsChange {
    ServiceSettings of(JsonNode body, ServiceSettings old) throws RefusedException;
  }

  EmulatedResponse delete(EmulatedRequest request) throws RefusedException {
    try {
      lifeCycle.delete(KnownServices.of(world, request));
      return EmulatedResponse.noContent();
    } catch (ActionRefusedException e) {
      throw VpcepError.of(e.refusal()).refusal();
    }
  }

  private EmulatedResponse shown(EndpointService service, EmulatedRequest request) {
    return EmulatedResponse.json(200, json.details(service, request.route().projectId()));
  }
}
