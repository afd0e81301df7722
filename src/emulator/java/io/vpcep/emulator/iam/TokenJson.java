package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.List;

/**
 * A token's content as IAM shows it when it is issued and when it is validated. Which fields beside
 * the documented ones a real reply has is unconfirmed.
 */
final class TokenJson {

  private TokenJson() {}

  /** With the catalogue, unless the query has {@code nocatalog}. */
  static ObjectNode of(TokenInfo info, EmulatedRequest request, List<String> regions) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    ObjectNode token = reply.putObject("token");
    token.putArray("methods").add("password");
    token.put("issued_at", TokenTime.shown(info.issuedAt()));
    token.put("expires_at", TokenTime.shown(info.expiresAt()));
    User user = info.user();
    ObjectNode owner = token.putObject("user");
    owner.put("id", user.id()).put("name", user.name());
    putDomain(owner.putObject("domain"), user);
    putScope(token, info);
    token.putArray("roles").addObject().put("id", "0").put("name", "readonly");
    token.putArray("catalog");
    if (!request.query().containsKey("nocatalog")) {
      new Catalog(request.baseUrl(), regions).write(token.withArray("catalog"), info.project());
    }
    return reply;
  }

  private static void putDomain(ObjectNode node, User user) {
    node.put("id", Ids.ofDomain(user.domain())).put("name", user.domain());
  }

  private static void putScope(ObjectNode token, TokenInfo info) {
    Project project = info.project();
    if (project != null) {
      ObjectNode node = token.putObject("project");
      node.put("id", project.id()).put("name", project.name());
      putDomain(node.putObject("domain"), info.user());
    } else if (info.forDomain()) {
      putDomain(token.putObject("domain"), info.user());
    }
  }
}
