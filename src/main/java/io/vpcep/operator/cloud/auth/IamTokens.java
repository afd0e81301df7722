package io.vpcep.operator.cloud.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.ApiCall;
import io.vpcep.operator.cloud.ApiUrl;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import io.vpcep.operator.cloud.Timestamps;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Obtains tokens, as documented in "Obtaining a User Token Through Password Authentication" of the
 * IAM API reference. Keeps none. A wrong password must not be tried often: IAM locks the user.
 */
public final class IamTokens {

  private static final MediaType JSON = MediaType.get("application/json;charset=utf8");

  private final CloudHttp http;

  /** Calls over {@code http}. */
  public IamTokens(CloudHttp http) {
    this.http = http;
  }

  /**
   * Obtains one token for one project.
   *
   * @param projectId null for the project that is named like the region, as default projects are
   * @throws CloudException UNAUTHORIZED when IAM does not accept the login; PROJECT_NOT_FOUND when
   *     IAM rejects the project with a 400, 403 or 404, or when none was requested by ID and the
   *     token is for none; INVALID_RESPONSE for a response without token or expiry; otherwise as
   *     for every call
   */
  public IssuedToken create(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    return http.call(
        () -> call(endpoints, login, projectId), (headers, json) -> read(headers, json, projectId));
  }

  private static ApiCall call(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    HttpUrl url =
        ApiUrl.of(endpoints.iam(), "v3", "auth", "tokens")
            .addQueryParameter("nocatalog", "true")
            .build();
    byte[] body =
        requestBody(login, scope(endpoints.region(), projectId))
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .post(RequestBody.create(body, JSON))
            .build();
    return new ApiCall(
        endpoints.cloud(),
        Api.IAM,
        "createToken",
        request,
        Authenticator.NONE,
        201,
        List.of(login.password()));
  }

  private static ObjectNode scope(String region, @Nullable String projectId) {
    ObjectNode scope = JsonNodeFactory.instance.objectNode();
    ObjectNode project = scope.putObject("project");
    if (projectId == null) {
      project.put("name", region);
    } else {
      project.put("id", projectId);
    }
    return scope;
  }

  private static ObjectNode requestBody(PasswordLogin login, ObjectNode scope) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ObjectNode auth = root.putObject("auth");
    ObjectNode identity = auth.putObject("identity");
    identity.putArray("methods").add("password");
    ObjectNode user = identity.putObject("password").putObject("user");
    user.put("name", login.userName());
    user.put("password", login.password());
    user.putObject("domain").put("name", login.domainName());
    auth.set("scope", scope);
    return root;
  }

  private static IssuedToken read(Headers headers, JsonParser json, @Nullable String asked)
      throws IOException, CloudException {
    JsonNode token = IamResponse.read(json).path("token");
    return new IssuedToken(
        tokenIn(headers),
        expiry(token.path("expires_at").asText("")),
        project(token.path("project").path("id").asText(""), asked));
  }

  private static String tokenIn(Headers headers) throws CloudException {
    String token = headers.get("X-Subject-Token");
    if (token == null || token.isBlank()) {
      throw IamResponse.invalid("The response of IAM has no X-Subject-Token header.");
    }
    if (!HeaderText.isUsable(token)) {
      throw IamResponse.invalid("The token that IAM issued contains invalid characters.");
    }
    return token;
  }

  private static Instant expiry(String text) throws CloudException {
    Instant expiry = Timestamps.parse(text);
    if (expiry == null) {
      throw IamResponse.invalid("The response of IAM does not say when the token expires.");
    }
    return expiry;
  }

  private static String project(String issued, @Nullable String asked) throws CloudException {
    if (!issued.isEmpty()) {
      return IamResponse.projectId(issued);
    }
    if (asked == null) {
      throw new CloudException(
          Reason.PROJECT_NOT_FOUND, "IAM issued a token without a project. Set spec.projectID.");
    }
    return asked;
  }
}
