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
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Clock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Opens sessions: makes of credentials what calls can be made with. */
final class SessionFactory {

  private final IdentityService iam;
  private final CredentialRegistry credentials;
  private final Clock clock;
  private final MonotonicClock monotonic;
  private final Consumer<Boolean> answered;

  /**
   * A factory for one account.
   *
   * @param answered notified after each call whether the identity service responded
   */
  SessionFactory(
      IdentityService iam,
      CredentialRegistry credentials,
      Clock clock,
      MonotonicClock monotonic,
      Consumer<Boolean> answered) {
    this.iam = iam;
    this.credentials = credentials;
    this.clock = clock;
    this.monotonic = monotonic;
    this.answered = answered;
  }

  /**
   * Opens a session. A token costs no call; a password or an access key costs one of IAM. Where the
   * project of an access key is known, IAM is asked all the same: a wrong key is found out with one
   * call, before every source tries it. An unreachable IAM does not block the account then.
   *
   * @throws CloudException if IAM refuses the credentials, if there is no project, or if IAM gives
   *     no usable response where one is needed
   */
  Opened open(SessionInputs from) throws CloudException {
    if (from.credentials() instanceof Credentials.Password password) {
      return open(from, password.login());
    }
    if (from.credentials() instanceof Credentials.Key key) {
      return open(from, key.key());
    }
    return new Opened(token(from), false, null);
  }

  /** Opens a session without asking IAM; null where IAM is needed. */
  @Nullable ActiveSession openWithoutIdentityService(SessionInputs from) {
    var projectId = from.settings().projectId();
    if (from.credentials() instanceof Credentials.Key key && projectId != null) {
      return signing(from, key.key(), projectId);
    }
    return from.credentials() instanceof Credentials.Token ? token(from) : null;
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
    var now = Now.read(clock, monotonic);
    var projectId = from.settings().projectId();
    var issued = ask(from, () -> iam.issueToken(from.endpoints(), login, projectId));
    var session = session(from, issued.projectId(), new TokenAuthenticator(issued.token()));
    var active = ActiveSession.expiring(from, session, now, issued.expiresAt());
    return new Opened(active, true, null);
  }

  private Opened open(SessionInputs from, AccessKey key) throws CloudException {
    var projectId = from.settings().projectId();
    if (projectId == null) {
      return new Opened(signing(from, key, lookUp(from, key)), true, null);
    }
    var silence = verify(from, key);
    return new Opened(signing(from, key, projectId), silence == null, silence);
  }

  private static ActiveSession token(SessionInputs from) {
    var token = ((Credentials.Token) from.credentials()).token();
    var projectId = requireNonNull(from.settings().projectId());
    return ActiveSession.lasting(from, session(from, projectId, new TokenAuthenticator(token)));
  }

  private ActiveSession signing(SessionInputs from, AccessKey key, String projectId) {
    var authenticator = new AccessKeyAuthenticator(key, projectId, clock);
    return ActiveSession.lasting(from, session(from, projectId, authenticator));
  }

  private static Session session(
      SessionInputs from, String projectId, Authenticator authenticator) {
    return new Session(from.endpoints(), projectId, authenticator);
  }

  private String lookUp(SessionInputs from, AccessKey key) throws CloudException {
    var authenticator = new AccessKeyAuthenticator(key, null, clock);
    return ask(from, () -> iam.findProject(from.endpoints(), authenticator));
  }

  /** Somebody waits for an account that cannot be used, so that its login goes first. */
  private <T> T ask(SessionInputs from, IdentityCall<T> call) throws CloudException {
    credentials.limiter(from.credential()).take(Priority.URGENT);
    try {
      var answer = call.make();
      answered.accept(true);
      return answer;
    } catch (CloudException e) {
      answered.accept(e.failure().reason() != Reason.CLOUD_UNAVAILABLE);
      throw e;
    }
  }

  /**
   * A session that was opened.
   *
   * @param session to make calls with
   * @param identityAccepts whether the identity service accepted the credentials; false if it was
   *     not asked or gave no usable response
   * @param silence why it gave no usable response; null if it did, or was not asked
   */
  record Opened(ActiveSession session, boolean identityAccepts, @Nullable CloudFailure silence) {}

  @FunctionalInterface
  private interface IdentityCall<T> {
    T make() throws CloudException;
  }
}
