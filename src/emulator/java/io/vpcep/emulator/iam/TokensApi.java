package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.Optional;

/**
 * {@code POST /v3/auth/tokens} with a password, after the IAM API reference of Open Telekom Cloud
 * and, for the bodies of errors, Huawei Cloud. Which fields beside the documented ones a real reply
 * has is unconfirmed.
 */
public final class TokensApi {

  private final IdentityStore identity;

  public TokensApi(IdentityStore identity) {
    this.identity = identity;
  }

  /** The name that somebody wants to log in with, right or wrong; empty for a bad body. */
  public Optional<String> claimedUser(EmulatedRequest request) {
    return LoginRequest.parse(request.json()).map(LoginRequest::name);
  }

  /** 201 with the token in {@code X-Subject-Token}, 400 or 401. */
  public EmulatedResponse create(EmulatedRequest request) {
    return LoginRequest.parse(request.json())
        .map(login -> create(login, request))
        .orElseGet(IamError::badBody);
  }

  private EmulatedResponse create(LoginRequest login, EmulatedRequest request) {
    if (identity.isLocked(login.name(), login.domain())) {
      return IamError.accountLocked();
    }
    return identity
        .login(login.name(), login.domain(), login.password())
        .map(user -> created(user, login, request))
        .orElseGet(IamError::wrongPassword);
  }

  private EmulatedResponse created(User user, LoginRequest login, EmulatedRequest request) {
    Optional<Project> project = login.hasProject() ? project(login) : Optional.empty();
    return login.hasProject() && project.isEmpty()
        ? IamError.noSuchProject(login.projectId() + login.projectName())
        : issued(user, login, project, request);
  }

  private EmulatedResponse issued(
      User user, LoginRequest login, Optional<Project> project, EmulatedRequest request) {
    IdentityStore.Issued issued = identity.issue(user);
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ObjectNode token = reply.putObject("token");
    token.putArray("methods").add("password");
    token.put("issued_at", TokenTime.shown(issued.issuedAt()));
    token.put("expires_at", TokenTime.shown(issued.expiresAt()));
    putUser(token.putObject("user"), user);
    putScope(token, user, login, project);
    token.putArray("roles").addObject().put("id", "0").put("name", "readonly");
    putCatalog(token, project, request);
    return EmulatedResponse.json(201, reply).with("X-Subject-Token", issued.token());
  }

  private static void putUser(ObjectNode node, User user) {
    node.put("id", Ids.of("user " + user)).put("name", user.name());
    putDomain(node.putObject("domain"), user);
  }

  private static void putDomain(ObjectNode node, User user) {
    node.put("id", Ids.ofDomain(user.domain())).put("name", user.domain());
  }

  private static void putScope(
      ObjectNode token, User user, LoginRequest login, Optional<Project> project) {
    if (login.hasDomain()) {
      putDomain(token.putObject("domain"), user);
    }
    project.ifPresent(
        scope -> {
          ObjectNode node = token.putObject("project");
          node.put("id", scope.id()).put("name", scope.name());
          putDomain(node.putObject("domain"), user);
        });
  }

  private Optional<Project> project(LoginRequest login) {
    return login.projectId().isEmpty()
        ? identity.projects().withName(login.projectName())
        : identity.projects().withId(login.projectId());
  }

  /** The emulator's own address under which the client reached it; nothing with nocatalog. */
  private static void putCatalog(
      ObjectNode token, Optional<Project> project, EmulatedRequest request) {
    Catalog catalog = new Catalog(token.putArray("catalog"), "http://" + request.host());
    if (request.query().containsKey("nocatalog")) {
      return;
    }
    catalog.add("iam", "/v3", "*");
    project.ifPresent(
        scope -> {
          catalog.add("vpcep", "/v1/" + scope.id(), scope.name());
          catalog.add("css", "/v1.0/" + scope.id(), scope.name());
        });
  }
}
