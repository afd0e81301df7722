package io.vpcep.emulator.iam;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.emulator.http.EmulatedRequest;
import io.vpcep.emulator.http.EmulatedResponse;
import io.vpcep.emulator.http.PageBounds;
import io.vpcep.emulator.http.RefusedException;
import io.vpcep.emulator.iam.Projects.Project;
import java.util.List;
import java.util.Map;

/**
 * {@code GET /v3/projects} with {@code name}, {@code domain_id}, {@code parent_id}, {@code
 * enabled}, {@code page} and {@code per_page}, after the IAM API reference of Open Telekom Cloud.
 * All projects are enabled, belong to the caller's domain and have no others below them. Without a
 * name it lists the projects of the data file.
 *
 * <p>Callers that are refused hear it from the gateway, as on the other APIs; that IAM does not
 * refuse them itself is unconfirmed.
 */
final class ProjectsApi {

  private static final int MAX_PER_PAGE = 5000;

  private final IdentityStore identity;
  private final Projects projects;

  ProjectsApi(IdentityStore identity) {
    this.identity = identity;
    projects = identity.projects();
  }

  /** One page of the projects that match. */
  EmulatedResponse list(EmulatedRequest request, AuthenticationResult caller)
      throws RefusedException {
    String domainId = Ids.ofDomain(caller.domain());
    List<Project> page = page(request.query(), matches(request.query(), domainId));
    return EmulatedResponse.json(200, body(request, domainId, page));
  }

  /**
   * {@code GET /v3/auth/projects}, "Querying the List of Projects Accessible to Users": those of
   * the data file, or the usual one.
   */
  EmulatedResponse listAccessible(EmulatedRequest request, AuthenticationResult caller) {
    List<Project> named = projects.named();
    return EmulatedResponse.json(
        200,
        body(
            request,
            Ids.ofDomain(caller.domain()),
            named.isEmpty() ? List.of(identity.usualProject()) : named));
  }

  private List<Project> matches(Map<String, String> query, String domainId) {
    boolean inDomain =
        query.getOrDefault("domain_id", domainId).equals(domainId)
            && query.getOrDefault("parent_id", domainId).equals(domainId);
    if (!inDomain || query.getOrDefault("enabled", "true").equalsIgnoreCase("false")) {
      return List.of();
    }
    String name = query.get("name");
    return name == null ? projects.named() : projects.withName(name).stream().toList();
  }

  private static List<Project> page(Map<String, String> query, List<Project> matches)
      throws RefusedException {
    int perPage =
        PageBounds.number(
            query.get("per_page"),
            MAX_PER_PAGE,
            1,
            MAX_PER_PAGE,
            IamError.badParameter("per_page"));
    int page =
        PageBounds.number(
            query.get("page"),
            1,
            1,
            Integer.MAX_VALUE / MAX_PER_PAGE,
            IamError.badParameter("page"));
    return new PageBounds(perPage, (page - 1) * perPage).of(matches);
  }

  private static ObjectNode body(EmulatedRequest request, String domainId, List<Project> page) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("projects");
    for (Project project : page) {
      ObjectNode node = list.addObject();
      node.put("id", project.id()).put("name", project.name());
      node.put("domain_id", domainId).put("parent_id", domainId);
      node.put("enabled", true).put("is_domain", false).put("description", "");
      node.putObject("links").put("self", request.baseUrl() + "/v3/projects/" + project.id());
    }
    IamLinks.put(body, request);
    return body;
  }
}
