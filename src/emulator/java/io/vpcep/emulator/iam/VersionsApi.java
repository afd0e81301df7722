package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;

/**
 * {@code GET /} and {@code GET /v3}, "Querying Keystone API Version Information" and "Querying
 * Information About Keystone API Version 3.0" (IAM API reference of Open Telekom Cloud); nobody has
 * to log in for them. VPCEP has a {@code GET /} of its own, which an emulator on one port cannot
 * have beside this one.
 */
final class VersionsApi {

  /** All versions, with 300 as its status; clients choose the one that they know. */
  EmulatedResponse list(EmulatedRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("versions").putArray("values").add(version(request));
    return EmulatedResponse.json(300, body);
  }

  EmulatedResponse show(EmulatedRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("version", version(request));
    return EmulatedResponse.json(200, body);
  }

  private static ObjectNode version(EmulatedRequest request) {
    ObjectNode version = JsonNodeFactory.instance.objectNode();
    version
        .putArray("media-types")
        .addObject()
        .put("type", "application/vnd.openstack.identity-v3+json")
        .put("base", "application/json");
    version
        .putArray("links")
        .addObject()
        .put("rel", "self")
        .put("href", request.baseUrl() + "/v3/");
    return version.put("id", "v3.6").put("updated", "2016-04-04T00:00:00Z").put("status", "stable");
  }
}
