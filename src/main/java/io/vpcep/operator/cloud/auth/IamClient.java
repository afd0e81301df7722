package io.vpcep.operator.cloud.auth;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.CloudHttp;
import org.jspecify.annotations.Nullable;

/**
 * Asks the IAM of every cloud. Keeps no tokens.
 *
 * @param http what the calls are made over
 */
public record IamClient(CloudHttp http) implements IdentityService {

  @Override
  public IssuedToken issueToken(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    return http.call(
        () -> IamTokens.call(endpoints, login, projectId),
        (headers, json) -> IamTokens.read(headers, json, projectId));
  }

  @Override
  public String findProject(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    return http.call(
        () -> IamProjects.call(endpoints, authenticator),
        (headers, json) -> IamProjects.read(json, endpoints.region()));
  }
}
