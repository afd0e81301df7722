package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.Optional;

/**
 * {@code GET /v3/auth/catalog}, "Querying the Service Catalog" (IAM API reference of Open Telekom
 * Cloud). Its Go client reads it with a signature instead of a token, and names its project in
 * {@code X-Project-Id}; that a caller without a project has the usual one is made up.
 */
final class CatalogApi {

  private static final String PROJECT = "X-Project-Id";
  private static final String TOKEN = "X-Auth-Token";

  private final IdentityStore identity;

  CatalogApi(IdentityStore identity) {
    this.identity = identity;
  }

  EmulatedResponse list(EmulatedRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    new Catalog(request.baseUrl(), identity.regions())
        .write(body.putArray("catalog"), project(request));
    body.putObject("links").put("self", request.baseUrl() + "/v3/auth/catalog");
    return EmulatedResponse.json(200, body);
  }

  private Project project(EmulatedRequest request) {
    return header(request, PROJECT)
        .flatMap(identity.projects()::withId)
        .or(() -> header(request, TOKEN).flatMap(identity::valid).map(TokenInfo::project))
        .orElseGet(identity::usualProject);
  }

  private static Optional<String> header(EmulatedRequest request, String name) {
    return Optional.ofNullable(request.headers().getFirst(name)).filter(text -> !text.isEmpty());
  }
}
