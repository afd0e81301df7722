package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;

/**
 * {@code GET /v3/auth/domains}, "Querying the List of Domains Accessible to Users" (IAM API
 * reference of Open Telekom Cloud): the caller's own. Its Go client sends a {@code name}, which the
 * documents do not have.
 */
final class DomainsApi {

  EmulatedResponse list(EmulatedRequest request, AuthenticationResult caller) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode domains = body.putArray("domains");
    String name = caller.domain();
    if (request.query().getOrDefault("name", name).equals(name)) {
      String id = Ids.ofDomain(name);
      domains
          .addObject()
          .put("description", "")
          .put("enabled", true)
          .put("id", id)
          .put("name", name)
          .putObject("links")
          .put("self", request.baseUrl() + "/v3/domains/" + id);
    }
    IamLinks.put(body, request);
    return EmulatedResponse.json(200, body);
  }
}
