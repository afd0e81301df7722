package io.vpcep.emulator.css;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.world.Action;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The body of "Updating an Endpoint Connection". Older documents and the vendor's Java SDK call the
 * list {@code endpointIdList}, newer ones {@code endpoint_id_list}, which counts where both are
 * there. Which code a bad body has, and how long the list may be, is unconfirmed.
 *
 * @param action what is done
 * @param endpoints the endpoints' IDs, at least one
 */
record ConnectionsUpdate(Action action, Set<String> endpoints) {

  static ConnectionsUpdate of(JsonNode body) throws RefusedException {
    if (body.isEmpty()) {
      throw CssError.EMPTY_REQUEST.refusal();
    }
    String list = body.has("endpoint_id_list") ? "endpoint_id_list" : "endpointIdList";
    return new ConnectionsUpdate(
        Action.of(body.path("action").asText()).orElseThrow(CssError.BAD_PARAMETER::refusal),
        endpoints(body.path(list)));
  }

  private static Set<String> endpoints(JsonNode ids) throws RefusedException {
    if (!ids.isArray() || ids.isEmpty()) {
      throw CssError.BAD_PARAMETER.refusal();
    }
    Set<String> endpoints = new LinkedHashSet<>();
    for (JsonNode id : ids) {
      if (!id.isTextual()) {
        throw CssError.BAD_PARAMETER.refusal();
      }
      endpoints.add(id.textValue());
    }
    return endpoints;
  }
}
