package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.cloud.auth.AccessKeyAuthenticator;
import io.vpcep.operator.cloud.auth.Authenticator;
import io.vpcep.operator.cloud.auth.PasswordLogin;
import io.vpcep.operator.cloud.auth.TokenAuthenticator;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Priority;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions of one account: makes of credentials what calls can be made with.
 *
 * @param responded notified after each call whether the identity service responded
 */
record SessionFactory(AccountContext context, Consumer<Boolean> responded) {

  /**
   * Opens a session with a call of IAM. Where the project of an access key is known, IAM is asked
   * all the same: a wrong key is found out with one call, before every source tries it. An
   * unreachable IAM does not block the account then.
   *
   * @param from with a password or an access key
   * @throws CloudException if IAM refuses the credentials, if there is no project, or if IAM gives
   *     no usable response where one is needed
   */
  Opened open(SessionInputs from) throws CloudException {
    return from.credentials() instanceof Credentials.Password password
        ? open(from, password.login())
        : open(from, ((Credentials.Key) from.credentials()).key());
  }

  /** Opens a session without asking IAM; null where IAM is needed. */
  @Nullable ActiveSession openWithoutIdentityService(SessionInputs from) {
    var projectId = from.settings().projectId();
    if (from.credentials() instanceof Credentials.Key key && projectId != null) {
      return signing(from, key.key(), projectId);
    }
    return from.credentials() instanceof Credentials.Token token
        ? lasting(from, requireNonNull(projectId), new TokenAuthenticator(token.token()))
        : null;
  }

  /**
   * Asks IAM whether it accepts an access key.
   *
   * @return null if it does; otherwise why it gave no usable response
   * @throws CloudException UNAUTHORIZED if it refuses the key
   */
  @Nullable CloudFailure verify(SessionInputs from, AccessKey key) throws CloudException {
    try {
      lookUp(from, key);
      return null;
    } catch (CloudException e) {
      return switch (e.failure().reason()) {
        case UNAUTHORIZED -> throw e;
        case FORBIDDEN, PROJECT_NOT_FOUND -> null;
        default -> e.failure();
      };
    }
  }

  private Opened open(SessionInputs from, PasswordLogin login) throws CloudException {
    var now = context.runtime().now();
    var projectId = from.settings().projectId();
    var issued = ask(from, () -> context.iam().issueToken(from.endpoints(), login, projectId));
    var authenticator = new TokenAuthenticator(issued.token());
    var session = new Session(from.endpoints(), issued.projectId(), authenticator);
    return new Opened(ActiveSession.expiring(from, session, now, issued.expiresAt()), null);
  }

  private Opened open(SessionInputs from, AccessKey key) throws CloudException {
    var projectId = from.settings().projectId();
    if (projectId == null) {
      return new Opened(signing(from, key, lookUp(from, key)), null);
    }
    var silence = verify(from, key);
    return new Opened(signing(from, key, projectId), silence);
  }

  private ActiveSession signing(SessionInputs from, AccessKey key, String projectId) {
    return lasting(
        from, projectId, new AccessKeyAuthenticator(key, projectId, context.runtime().clock()));
  }

  private static ActiveSession lasting(
      SessionInputs from, String projectId, Authenticator authenticator) {
    return ActiveSession.lasting(from, new Session(from.endpoints(), projectId, authenticator));
  }

  private String lookUp(SessionInputs from, AccessKey key) throws CloudException {
    var authenticator = new AccessKeyAuthenticator(key, null, context.runtime().clock());
    return ask(from, () -> context.iam().findProject(from.endpoints(), authenticator));
  }

  /** Somebody waits for an account that cannot be used, so that its login goes first. */
  private <T> T ask(SessionInputs from, IdentityCall<T> call) throws CloudException {
    context.credentials().limiter(from.credential()).take(Priority.URGENT);
    try {
      var response = call.make();
      responded.accept(true);
      return response;
    } catch (CloudException e) {
      responded.accept(e.failure().reason() != Reason.CLOUD_UNAVAILABLE);
      throw e;
    }
  }

  /**
   * A session that was opened.
   *
   * @param session to make calls with
   * @param silence why the identity service gave no usable response; null if it accepted the
   *     credentials
   */
  record Opened(ActiveSession session, @Nullable CloudFailure silence) {}

  @FunctionalInterface
  private interface IdentityCall<T> {
    T make() throws CloudException;
  }
}
