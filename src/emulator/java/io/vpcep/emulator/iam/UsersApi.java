package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;

/**
 * {@code GET /v3/users} with {@code name}, {@code domain_id} and {@code enabled}, "Querying a User
 * List" (IAM API reference of Open Telekom Cloud): those of the caller's domain. All are enabled.
 */
final class UsersApi {

  private final IdentityStore identity;

  UsersApi(IdentityStore identity) {
    this.identity = identity;
  }

  EmulatedResponse list(EmulatedRequest request, AuthenticationResult caller) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode users = body.putArray("users");
    identity.users().stream()
        .filter(user -> user.domain().equals(caller.domain()))
        .filter(user -> matches(user, request))
        .forEach(user -> put(users.addObject(), user, request));
    IamLinks.put(body, request);
    return EmulatedResponse.json(200, body);
  }

  private static boolean matches(User user, EmulatedRequest request) {
    String domainId = Ids.ofDomain(user.domain());
    return request.query().getOrDefault("name", user.name()).equals(user.name())
        && request.query().getOrDefault("domain_id", domainId).equals(domainId)
        && !request.query().getOrDefault("enabled", "true").equalsIgnoreCase("false");
  }

  private static void put(ObjectNode node, User user, EmulatedRequest request) {
    node.put("name", user.name());
    node.putObject("links").put("self", request.baseUrl() + "/v3/users/" + user.id());
    node.put("description", "")
        .put("domain_id", Ids.ofDomain(user.domain()))
        .put("enabled", true)
        .put("id", user.id())
        .putNull("password_expires_at")
        .put("pwd_status", false);
  }
}
