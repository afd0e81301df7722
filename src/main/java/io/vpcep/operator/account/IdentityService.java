package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.IssuedToken;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import org.jspecify.annotations.Nullable;

/** What an account asks of its cloud's IAM. */
public interface IdentityService {

  /** Exchanges a password for a token; a null project means the region's own. */
  IssuedToken issueToken(CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException;

  /**
   * The ID of the project that is named like the region, as default projects are.
   *
   * @throws CloudException PROJECT_NOT_FOUND unless there is exactly one
   */
  String findProject(CloudEndpoints endpoints, Authenticator authenticator) throws CloudException;
}
