package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CallBudget;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.connection.CloudFailure;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that was opened, and how long it lasts.
 *
 * @param session to make calls with
 * @param renewAt when to open the next one; null if it never expires by itself
 * @param expiresAt when the cloud will refuse it; null if that is not known
 */
record Login(Session session, @Nullable Instant renewAt, @Nullable Instant expiresAt) {

  /** Opens a session. Makes a call only for a password. */
  static Login open(Belongings from, CallBudget budget, TokenIssuer issuer, Instant now)
      throws CloudException {
    var endpoints = from.endpoints();
    var projectId = from.settings().projectId();
    if (from.credentials() instanceof Credentials.Password password) {
      var issued = issuer.issue(endpoints, password.login(), projectId, budget);
      var life = Duration.between(now, issued.expiresAt());
      return new Login(
          session(endpoints, issued.projectId(), issued.token(), budget),
          now.plus(life.multipliedBy(4).dividedBy(5)),
          issued.expiresAt());
    }
    if (projectId == null) {
      throw new CloudException(
          CloudFailure.Reason.PROJECT_NOT_FOUND,
          "a token does not tell its project: set spec.projectID");
    }
    return new Login(
        session(endpoints, projectId, ((Credentials.Token) from.credentials()).token(), budget),
        null,
        null);
  }

  /** Whether the cloud still takes the session, as far as the times tell. */
  boolean lastsAt(Instant now) {
    return expiresAt != null && now.isBefore(expiresAt);
  }

  private static Session session(
      CloudEndpoints endpoints, String projectId, String token, CallBudget budget)
      throws CloudException {
    try {
      return new Session(endpoints, projectId, new TokenAuthenticator(token), budget);
    } catch (IllegalArgumentException e) {
      throw new CloudException(
          CloudFailure.Reason.UNAUTHORIZED, "the token has characters that no token has");
    }
  }
}
