package io.vpcep.emulator.vpcep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;

/**
 * {@code GET /v1}, "Querying the Version of a Specified VPCEP API"; nobody has to log in for it.
 * The list of all versions is at {@code GET /}, where IAM's is on a port that both share.
 */
public final class VersionApi {

  private VersionApi() {}

  /** The version; the document's example has its fields in an object too many. */
  public static EmulatedResponse show(EmulatedRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode version = body.putObject("version");
    version
        .put("updated", "2018-09-30T00:00:00Z")
        .put("version", "1")
        .put("min_version", "")
        .put("status", "CURRENT")
        .put("id", "v1");
    version
        .putArray("links")
        .addObject()
        .put("href", request.baseUrl() + "/v1")
        .put("type", "application/json")
        .put("rel", "self");
    return EmulatedResponse.json(200, body);
  }
}
