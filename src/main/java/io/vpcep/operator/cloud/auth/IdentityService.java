package io.vpcep.operator.cloud.auth;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import org.jspecify.annotations.Nullable;

/** What is asked of a cloud's IAM. */
public interface IdentityService {

  /**
   * Exchanges a password for a token of one project. A wrong password must not be tried often: IAM
   * locks the user.
   *
   * @param projectId null for the project that is named like the region, as default projects are
   * @throws CloudException UNAUTHORIZED when IAM does not accept the login; PROJECT_NOT_FOUND when
   *     IAM rejects the project with a 400, 403 or 404, or when none was requested by ID and the
   *     token is for none; INVALID_RESPONSE for a response without token or expiry; otherwise as
   *     for every call
   */
  IssuedToken issueToken(CloudEndpoints endpoints, PasswordLogin login, @Nullable String projectId)
      throws CloudException;

  /**
   * The ID of the project that is named like the region, as default projects are. Disabled projects
   * count only where there is no other; the error of the cloud then says why they cannot be used.
   *
   * @param authenticator who asks; without a project
   * @throws CloudException PROJECT_NOT_FOUND when there is none or more than one; INVALID_RESPONSE
   *     for a response without a list, or a project without a usable ID; otherwise as for every
   *     call
   */
  String findProject(CloudEndpoints endpoints, Authenticator authenticator) throws CloudException;
}
