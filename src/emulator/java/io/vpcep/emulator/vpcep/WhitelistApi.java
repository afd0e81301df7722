package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.CloudTime;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.Whitelist;
import io.vpcep.emulator.world.WhitelistRecord;
import io.vpcep.emulator.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code …/permissions}: "Querying Whitelist Records of a VPC Endpoint Service" and "Batch Adding
 * or Deleting Whitelist Records", and of Huawei Cloud alone the batches that follow IDs and the
 * descriptions. Unconfirmed are what becomes of permissions that are there already, or are not
 * there to be deleted (nothing), and that the response repeats those of the request.
 */
final class WhitelistApi {

  private final World world;
  private final Dialect dialect;

  WhitelistApi(World world, Dialect dialect) {
    this.world = world;
    this.dialect = dialect;
  }

  EmulatedResponse list(EmulatedRequest request) throws RefusedException {
    WhitelistQuery query = WhitelistQuery.of(request.query());
    List<WhitelistRecord> matches = query.matches(whitelist(request).records());
    ObjectNode body = body(VpcepPage.of(query.page(), matches));
    return EmulatedResponse.json(200, body.put("total_count", matches.size()));
  }

  /** Adds or removes permissions. */
  EmulatedResponse act(EmulatedRequest request) throws RefusedException {
    Whitelist whitelist = whitelist(request);
    JsonNode body = request.json();
    String type = WhitelistBody.type(body, dialect);
    Set<String> permissions = WhitelistBody.permissions(body, type);
    switch (body.path("action").asText()) {
      case "add" -> add(whitelist, records(permissions, type));
      case "remove" -> whitelist.remove(entry -> permissions.contains(entry.permission()));
      default -> throw VpcepError.BAD_WHITELIST_ACTION.refusal();
    }
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    permissions.forEach(response.putArray("permissions")::add);
    if (dialect == Dialect.HUAWEICLOUD) {
      response.put("permission_type", type);
    }
    return EmulatedResponse.json(200, response);
  }

  /** Adds permissions with their descriptions. */
  EmulatedResponse create(EmulatedRequest request) throws RefusedException {
    Whitelist whitelist = whitelist(request);
    JsonNode body = request.json();
    String type = WhitelistBody.type(body, dialect);
    List<WhitelistRecord> records = new ArrayList<>();
    for (JsonNode entry : WhitelistBody.list(body)) {
      String permission = WhitelistBody.permission(entry.path("permission"), type);
      String description = WhitelistBody.description(entry.path("description"));
      WhitelistRecord bare = records(Set.of(permission), type).get(0);
      records.add(description.isEmpty() ? bare : bare.withDescription(description));
    }
    return EmulatedResponse.json(200, body(add(whitelist, records)));
  }

  /** Removes records by their IDs. */
  EmulatedResponse delete(EmulatedRequest request) throws RefusedException {
    Whitelist whitelist = whitelist(request);
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : WhitelistBody.list(request.json())) {
      ids.add(VpcepBody.id(entry.path("id")));
    }
    return EmulatedResponse.json(200, body(whitelist.remove(entry -> ids.contains(entry.id()))));
  }

  /** Changes a record's description. */
  EmulatedResponse describe(EmulatedRequest request) throws RefusedException {
    JsonNode permission = VpcepBody.required(request.json(), "permission");
    String text = WhitelistBody.description(VpcepBody.required(permission, "description"));
    return whitelist(request)
        .describe(request.route().item(), text)
        .map(entry -> EmulatedResponse.json(200, body(List.of(entry))))
        .orElseThrow(VpcepError.NOT_THERE::refusal);
  }

  private Whitelist whitelist(EmulatedRequest request) throws RefusedException {
    EndpointService service = KnownServices.of(world, request);
    return service.whitelist();
  }

  private List<WhitelistRecord> records(Set<String> permissions, String type) {
    return world.records(permissions, type);
  }

  private static List<WhitelistRecord> add(Whitelist whitelist, List<WhitelistRecord> records)
      throws RefusedException {
    return whitelist.add(records).orElseThrow(VpcepError.WHITELIST_FULL::refusal);
  }

  private static ObjectNode body(List<WhitelistRecord> records) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode permissions = body.putArray("permissions");
    records.forEach(entry -> permissions.add(json(entry)));
    return body;
  }

  private static ObjectNode json(WhitelistRecord entry) {
    String description = entry.description();
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", entry.id())
        .put("permission", entry.permission())
        .put("description", description == null ? "" : description)
        .put("permission_type", entry.type())
        .put("created_at", CloudTime.seconds(entry.createdAt()));
  }
}
