package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.Dialect;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.EndpointService;
import io.vpcep.emulator.world.ServiceSettings;
import io.vpcep.emulator.world.World;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code /v1/{project_id}/endpoint_service/…/tags}, "Batch Adding Tags to or Deleting Tags from a
 * Specified Resource" and "Querying Tags of a Tenant's Resource". Endpoints have no tags here. That
 * the first one responds with 204 is unconfirmed: its page says that there is no response.
 */
final class TagsApi {

  private final World world;
  private final Dialect dialect;

  TagsApi(World world, Dialect dialect) {
    this.world = world;
    this.dialect = dialect;
  }

  /** The values of every key, of all services. */
  EmulatedResponse list() {
    Map<String, TreeSet<String>> values = new TreeMap<>();
    for (EndpointService service : world.services()) {
      service
          .details()
          .tags()
          .forEach((key, value) -> values.computeIfAbsent(key, k -> new TreeSet<>()).add(value));
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode tags = body.putArray("tags");
    values.forEach(
        (key, all) -> all.forEach(tags.addObject().put("key", key).putArray("values")::add));
    return EmulatedResponse.json(200, body);
  }

  /** Adds tags, or deletes them by key or by key and value. */
  EmulatedResponse act(EmulatedRequest request) throws RefusedException {
    EndpointService service;
    ServiceSettings tagged;
    do {
      service = KnownServices.of(world, request);
      tagged = tagged(service.settings(), request.json());
    } while (world.replaceSettings(service, tagged).isEmpty());
    return EmulatedResponse.noContent();
  }

  private ServiceSettings tagged(ServiceSettings old, JsonNode body) throws RefusedException {
    Map<String, String> tags = new TreeMap<>(old.details().tags());
    switch (VpcepBody.required(body, "action").asText()) {
      case "create" -> tags.putAll(TagsBody.list(VpcepBody.requiredList(body, "tags")));
      case "delete" -> delete(tags, VpcepBody.requiredList(body, "tags"));
      default -> throw VpcepError.BAD_PARAMETER.refusal();
    }
    TagsBody.check(tags, dialect);
    return old.withDetails(old.details().withTags(tags));
  }

  private static void delete(Map<String, String> tags, JsonNode which) {
    for (JsonNode tag : which) {
      String key = tag.path("key").asText();
      if (!tag.hasNonNull("value") || tag.get("value").asText().equals(tags.get(key))) {
        tags.remove(key);
      }
    }
  }
}
