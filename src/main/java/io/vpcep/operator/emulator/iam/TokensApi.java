package io.vpcep.operator.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.emulator.http.Answer;
import io.vpcep.operator.emulator.http.EmulatedRequest;
import java.util.Optional;

/**
 * {@code POST /v3/auth/tokens} with a password, after the IAM API reference of Open Telekom Cloud
 * and, for the bodies of errors, Huawei Cloud. Which fields beside the documented ones a real reply
 * has is unconfirmed. Accounts are not locked after wrong passwords.
 */
public final class TokensApi {

  private final Identity identity;

  public TokensApi(Identity identity) {
    this.identity = identity;
  }

  /** The name that somebody wants to log in with, right or wrong; empty for a bad body. */
  public Optional<String> claimedUser(EmulatedRequest request) {
    return LoginRequest.parse(request.body()).map(LoginRequest::name);
  }

  /** 201 with the token in {@code X-Subject-Token}, 400 or 401. */
  public Answer create(EmulatedRequest request) {
    Optional<LoginRequest> login = LoginRequest.parse(request.body());
    if (login.isEmpty()) {
      return error(400, "The request body is invalid", "Bad Request");
    }
    return login
        .flatMap(l -> identity.login(l.name(), l.domain(), l.password()))
        .map(user -> issued(user, login.get(), request))
        .orElseGet(() -> error(401, "The username or password is wrong.", "Unauthorized"));
  }

  private Answer issued(User user, LoginRequest login, EmulatedRequest request) {
    Identity.Issued issued = identity.issue(user);
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ObjectNode token = reply.putObject("token");
    token.putArray("methods").add("password");
    token.put("issued_at", TokenTime.shown(issued.issuedAt()));
    token.put("expires_at", TokenTime.shown(issued.expiresAt()));
    putUser(token.putObject("user"), user);
    putScope(token, user, login);
    token.putArray("roles").addObject().put("id", "0").put("name", "readonly");
    putCatalog(token, login, request);
    return Answer.json(201, reply).with("X-Subject-Token", issued.token());
  }

  private static void putUser(ObjectNode node, User user) {
    node.put("id", Identity.derivedId("user " + user)).put("name", user.name());
    putDomain(node.putObject("domain"), user);
  }

  private static void putDomain(ObjectNode node, User user) {
    node.put("id", Identity.derivedId("domain " + user.domain())).put("name", user.domain());
  }

  private void putScope(ObjectNode token, User user, LoginRequest login) {
    if (login.hasDomain()) {
      putDomain(token.putObject("domain"), user);
    }
    if (login.hasProject()) {
      Identity.Project project = project(login);
      ObjectNode node = token.putObject("project");
      node.put("id", project.id()).put("name", project.name());
      putDomain(node.putObject("domain"), user);
    }
  }

  private Identity.Project project(LoginRequest login) {
    return login.projectId().isEmpty()
        ? identity.projectNamed(login.projectName())
        : identity.projectWithId(login.projectId());
  }

  /** The emulator's own address under which the client reached it; nothing with nocatalog. */
  private void putCatalog(ObjectNode token, LoginRequest login, EmulatedRequest request) {
    Catalog catalog = new Catalog(token.putArray("catalog"), "http://" + request.host());
    if (request.query().containsKey("nocatalog")) {
      return;
    }
    catalog.add("iam", "/v3", "*");
    if (login.hasProject()) {
      Identity.Project project = project(login);
      catalog.add("vpcep", "/v1/" + project.id(), project.name());
      catalog.add("css", "/v1.0/" + project.id(), project.name());
    }
  }

  private static Answer error(int status, String message, String title) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putObject("error").put("code", status).put("message", message).put("title", title);
    return Answer.json(status, body);
  }
}
