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
import io.vpcep.operator.cloud.OneShotBody;
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
 * The call that obtains a token, as documented in "Obtaining a User Token Through Password
 * Authentication" of the IAM API reference.
 */
final class IamTokens {

  private static final MediaType JSON = MediaType.get("application/json;charset=utf8");

  private IamTokens() {}

  static ApiCall call(CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    HttpUrl url =
        ApiUrl.of(endpoints.iam(), "v3", "auth", "tokens")
            .addQueryParameter("nocatalog", "true")
            .build();
    byte[] body =
        requestBody(login, endpoints.region(), projectId)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            // A login that the client library repeated would be one more than the account's limit
            // knows.
            .post(new OneShotBody(RequestBody.create(body, JSON)))
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

  private static ObjectNode requestBody(
      PasswordLogin login, String region, @Nullable String projectId) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.withArray("/auth/identity/methods").add("password");
    ObjectNode user = root.withObject("/auth/identity/password/user");
    user.put("name", login.userName()).put("password", login.password());
    user.putObject("domain").put("name", login.domainName());
    ObjectNode project = root.withObject("/auth/scope/project");
    if (projectId == null) {
      project.put("name", region);
    } else {
      project.put("id", projectId);
    }
    return root;
  }

  static IssuedToken read(Headers headers, JsonParser json, @Nullable String asked)
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
