package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The body of a log-in with a password.
 *
 * @param name the user
 * @param password its password
 * @param domain the name of the user's domain
 * @param scope what the token shall be good for; a missing node for nothing in particular
 */
record LoginRequest(String name, String password, String domain, JsonNode scope) {

  /** Empty for a body that is no log-in with a password. */
  static Optional<LoginRequest> parse(JsonNode body) {
    JsonNode auth = body.path("auth");
    JsonNode identity = auth.path("identity");
    JsonNode user = identity.path("password").path("user");
    LoginRequest login =
        new LoginRequest(
            user.path("name").asText(),
            user.path("password").asText(),
            user.path("domain").path("name").asText(),
            auth.path("scope"));
    return byPassword(identity) && login.isComplete() ? Optional.of(login) : Optional.empty();
  }

  private static boolean byPassword(JsonNode identity) {
    JsonNode methods = identity.path("methods");
    return methods.size() == 1 && methods.path(0).asText().equals("password");
  }

  private boolean isComplete() {
    boolean user = !name.isEmpty() && !password.isEmpty() && !domain.isEmpty();
    return user && (!hasProject() || !projectId().isEmpty() || !projectName().isEmpty());
  }

  /** Whether the token is for a project; one beside a domain wins. */
  boolean hasProject() {
    return scope.has("project");
  }

  /** Whether the token is for a domain. */
  boolean hasDomain() {
    return !hasProject() && scope.has("domain");
  }

  /** Empty when the project is asked for by name. */
  String projectId() {
    return scope.path("project").path("id").asText();
  }

  /** Empty when the project is asked for by ID. */
  String projectName() {
    return scope.path("project").path("name").asText();
  }
}
