package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;

/** {@code GET /v3/regions}, "Querying a Region List" (IAM API reference of Open Telekom Cloud). */
final class RegionsApi {

  private final IdentityStore identity;

  RegionsApi(IdentityStore identity) {
    this.identity = identity;
  }

  EmulatedResponse list(EmulatedRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode regions = body.putArray("regions");
    for (String region : identity.regions()) {
      ObjectNode node = regions.addObject();
      node.putNull("parent_region_id").put("description", "");
      node.putObject("links").put("self", request.baseUrl() + "/v3/regions/" + region);
      node.put("type", "public").put("id", region);
      node.putObject("locales").put("en-us", region);
    }
    IamLinks.put(body, request);
    return EmulatedResponse.json(200, body);
  }
}
