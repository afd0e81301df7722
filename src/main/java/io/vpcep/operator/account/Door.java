package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.AccessKeyAuthenticator;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Opens sessions: makes of credentials what calls can be made with. */
final class Door {

  private final IdentityService iam;
  private final CallBudget budget;
  private final Clock clock;

  Door(IdentityService iam, CallBudget budget, Clock clock) {
    this.iam = iam;
    this.budget = budget;
    this.clock = clock;
  }

  /**
   * Opens a session. A token costs no call; a password or an access key costs one of IAM.
   *
   * @throws CloudException if IAM refuses the credentials, if there is no project, or if IAM gives
   *     no answer where one is needed
   */
  Login open(Belongings from) throws CloudException {
    var endpoints = from.endpoints();
    var projectId = from.settings().projectId();
    var credentials = from.credentials();
    if (credentials instanceof Credentials.Password password) {
      return open(endpoints, projectId, password.login());
    }
    if (credentials instanceof Credentials.Key key) {
      return open(endpoints, projectId, key.key());
    }
    return open(endpoints, projectId, ((Credentials.Token) credentials).token());
  }

  private Login open(CloudEndpoints endpoints, @Nullable String projectId, PasswordLogin login)
      throws CloudException {
    budget.take();
    var now = clock.instant();
    var issued = iam.issueToken(endpoints, login, projectId);
    var authenticator = new TokenAuthenticator(issued.token());
    return Login.expiring(
        new Session(endpoints, issued.projectId(), authenticator), now, issued.expiresAt());
  }

  private static Login open(CloudEndpoints endpoints, @Nullable String projectId, String token)
      throws CloudException {
    if (projectId == null) {
      throw new CloudException(
          Reason.PROJECT_NOT_FOUND, "a token does not tell its project: set spec.projectID");
    }
    try {
      var authenticator = new TokenAuthenticator(token);
      return Login.lasting(new Session(endpoints, projectId, authenticator), true);
    } catch (IllegalArgumentException e) {
      throw new CloudException(Reason.UNAUTHORIZED, "the token has characters that no token has");
    }
  }

  /**
   * Where the project is known, IAM is asked all the same: a wrong key is found out with one call,
   * before every source tries it, and the clouds lock a key after a few wrong signatures. An IAM
   * that gives no answer is no obstacle then.
   */
  private Login open(CloudEndpoints endpoints, @Nullable String projectId, AccessKey key)
      throws CloudException {
    var toIam = new AccessKeyAuthenticator(key, null, clock);
    var project = projectId == null ? lookUp(endpoints, toIam) : projectId;
    boolean proven = projectId == null || isAccepted(endpoints, toIam);
    var authenticator = new AccessKeyAuthenticator(key, project, clock);
    return Login.lasting(new Session(endpoints, project, authenticator), proven);
  }

  private String lookUp(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    budget.take();
    return iam.findProject(endpoints, authenticator);
  }

  private boolean isAccepted(CloudEndpoints endpoints, Authenticator authenticator)
      throws CloudException {
    try {
      lookUp(endpoints, authenticator);
      return true;
    } catch (CloudException e) {
      return switch (e.failure().reason()) {
        case UNAUTHORIZED -> throw e;
        case FORBIDDEN, PROJECT_NOT_FOUND -> true;
        default -> false;
      };
    }
  }
}
