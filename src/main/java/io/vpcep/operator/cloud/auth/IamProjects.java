package io.vpcep.operator.cloud.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.ApiCall;
import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.Request;

/**
 * The call that finds projects, as documented in "Querying Project Information Based on the
 * Specified Criteria" of the IAM API reference.
 *
 * <p>The documents ask for {@code X-Domain-Id} in signed calls of global services, IAM among them.
 * Neither the vendor's Java SDK nor the Go client of Open Telekom Cloud sends it in this call, and
 * we do not know the domain's ID either.
 */
final class IamProjects {

  private IamProjects() {}

  static ApiCall call(CloudEndpoints endpoints, Authenticator authenticator) throws CloudException {
    HttpUrl url =
        ApiUrl.of(endpoints.iam(), "v3", "projects")
            .addQueryParameter("name", endpoints.region())
            .build();
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .header("Content-Type", "application/json;charset=utf8")
            .build();
    return new ApiCall(
        endpoints.cloud(), Api.IAM, "listProjects", request, authenticator, 200, List.of());
  }

  static String read(JsonParser json, String name) throws IOException, CloudException {
    JsonNode projects = IamResponse.read(json).path("projects");
    if (!projects.isArray()) {
      throw IamResponse.invalid("The response of IAM has no `projects`.");
    }
    var project = only(candidates(projects, name), name);
    return IamResponse.projectId(project.path("id").asText(""));
  }

  private static List<JsonNode> candidates(JsonNode projects, String name) {
    // The documents do not say that the filter is exact.
    List<JsonNode> named =
        projects
            .valueStream()
            .filter(project -> project.path("name").asText("").equals(name))
            .toList();
    List<JsonNode> enabled =
        named.stream().filter(project -> project.path("enabled").asBoolean(true)).toList();
    return enabled.isEmpty() ? named : enabled;
  }

  private static JsonNode only(List<JsonNode> candidates, String name) throws CloudException {
    if (candidates.isEmpty()) {
      throw new CloudException(
          Reason.PROJECT_NOT_FOUND,
          "IAM lists no project named \"%s\". Correct spec.region, or set spec.projectID."
              .formatted(name));
    }
    if (candidates.size() > 1) {
      throw new CloudException(
          Reason.PROJECT_NOT_FOUND,
          "IAM lists %d projects named \"%s\". Set spec.projectID to the ID of one of them."
              .formatted(candidates.size(), name));
    }
    return candidates.get(0);
  }
}
