package io.vpcep.operator;

import io.vpcep.operator.account.IdentityService;
import io.vpcep.operator.cloud.CloudClients;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import org.jspecify.annotations.Nullable;

/** Asks the cloud's IAM for an account. */
record CloudIdentityService(CloudClients clouds) implements IdentityService {

  @Override
  public IssuedToken issueToken(
      CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException {
    return clouds.iam().create(endpoints, login, projectId);
  }

  @Override
  public String findProject(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    return clouds.projects().find(endpoints, authenticator);
  }
}
