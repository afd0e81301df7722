package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.AccountState.Reason;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an account has and may do: its state, its session, and when something is to be tried again.
 * The rules only: makes no calls, notifies nobody, and gets the time as an argument. What changes
 * it returns whether the state says something new. Not safe for use by several threads.
 */
final class SessionState {

  private static final String ACCEPTED = "The cloud accepts the credentials.";
  private static final String NOT_VERIFIED =
      "The credentials are not verified yet: the cloud has not responded to a call with them.";
  private static final String HELD =
      "Not tried yet: other credentials with the same access key or user were refused, and the"
          + " cloud locks an access key or user after too many failed attempts. The operator tries"
          + " these within minutes.";
  private static final String INTERNAL_ERROR = CloudFailure.internalError().message();

  private final ExponentialBackoff backoff;
  private @Nullable AccountState state;

  /** The settings that the state is about. */
  private @Nullable AccountSettings verified;

  /** The settings that were checked last; what came of it may not be known yet. */
  private @Nullable AccountSettings checked;

  private @Nullable SessionInputs inputs;
  private @Nullable ActiveSession session;
  private @Nullable MonotonicTime renewAt;
  private MonotonicTime retryAt = MonotonicTime.MIN;
  private boolean blockedByOthers;
  private int failures;

  SessionState(ExponentialBackoff backoff) {
    this.backoff = backoff;
  }

  /** Whether the account can be used; null before the first check has ended. */
  @Nullable AccountState state() {
    return state;
  }

  /** The state if it is about these settings; null before a check of them has ended. */
  @Nullable AccountState stateOf(AccountSettings settings) {
    return settings.equals(verified) ? state : null;
  }

  /** Whether a check of these settings has ended; what can be used has a session then. */
  boolean isChecked(AccountSettings settings) {
    var known = stateOf(settings);
    return known != null && (session != null || !known.usable());
  }

  /** The session to make calls with; of a refused account, to probe with. Null if there is none. */
  @Nullable ActiveSession session() {
    return session;
  }

  /** Whether a session is to be opened now. */
  boolean needsSession(SessionInputs found, CredentialView view, MonotonicTime now) {
    if (!found.equals(inputs)) {
      return true;
    }
    if (session == null) {
      return !now.isBefore(retryAt) || (blockedByOthers && view.isAccepted());
    }
    if (view.isRefused()) {
      return found.credentials() instanceof Credentials.Key && view.isProbeDue(now);
    }
    return renewAt != null && !now.isBefore(renewAt);
  }

  /** A session was opened. After a time without one that is news, as calls were not made. */
  boolean opened(ActiveSession fresh, CredentialView view, MonotonicTime now) {
    boolean wasWithout = session == null && state != null && state.usable();
    take(fresh.inputs());
    failures = 0;
    session = fresh;
    renewAt = fresh.renewAt();
    return follow(view, now) || (wasWithout && session != null);
  }

  /**
   * No session could be opened, for a reason other than that the credentials are refused. One that
   * still lasts is kept when only the identity service is unavailable.
   *
   * @param mayKeep false if the session in use was refused
   * @param view if the credentials were refused before, an identity service that does not respond
   *     does not change that
   */
  boolean notOpened(
      SessionInputs from,
      CloudFailure failure,
      boolean mayKeep,
      CredentialView view,
      MonotonicTime now) {
    boolean wasInUse = from.equals(inputs);
    take(from);
    failures++;
    var reason = reasonOf(failure);
    if (view.isRefused() && reason == Reason.CLOUD_UNAVAILABLE) {
      return follow(view, now);
    }
    var next = now.plus(pause(reason, failure.retryAfter()));
    if (mayKeep
        && wasInUse
        && reason == Reason.CLOUD_UNAVAILABLE
        && session != null
        && session.lastsAt(now)) {
      renewAt = next;
      return false;
    }
    return lose(reason, messageOf(failure), next, now);
  }

  /** The identity service refused the credentials. */
  boolean refused(SessionInputs from, CredentialView view, MonotonicTime now) {
    take(from);
    return follow(view, now);
  }

  /** Others find out about the credentials, or have had too many of them refused. */
  boolean held(SessionInputs from, LoginPermit.Held held, CredentialView view, MonotonicTime now) {
    if (from.equals(inputs) && view.isAccepted() && session != null && session.lastsAt(now)) {
      renewAt = held.until();
      return false;
    }
    take(from);
    if (view.isRefused()) {
      boolean isNews = follow(view, now);
      retryAt = MonotonicTime.later(held.until(), view.probeAt());
      return isNews;
    }
    session = null;
    retryAt = held.until();
    blockedByOthers = true;
    return held.why() == LoginPermit.Why.LOCK_OUT && become(Reason.NOT_VERIFIED, HELD, null, now);
  }

  /** Configuration or Secret do not make an account. */
  boolean unusable(AccountSettings wanted, Reason reason, String message, MonotonicTime now) {
    inputs = null;
    checked = wanted;
    return lose(reason, message, MonotonicTime.MIN, now);
  }

  /** The Secret cannot be read at present, which says nothing about a session opened before. */
  boolean unreadable(AccountSettings wanted, MonotonicTime now) {
    return (inputs == null || !inputs.settings().equals(wanted) || stateOf(wanted) == null)
        && unusable(
            wanted,
            Reason.CLOUD_UNAVAILABLE,
            "Secret %s cannot be read at present: see the log of the operator."
                .formatted(wanted.secretName()),
            now);
  }

  /** Something went wrong that nobody expected. */
  boolean internalError(AccountSettings wanted, MonotonicTime now) {
    if (!wanted.equals(checked)) {
      // What is known of other inputs says nothing of these settings.
      inputs = null;
      checked = wanted;
    }
    failures++;
    var next = now.plus(backoff.pause(failures, null, Duration.ZERO));
    return lose(Reason.INTERNAL_ERROR, INTERNAL_ERROR, next, now);
  }

  /**
   * Takes over what is known of the credentials.
   *
   * @param view of the credentials that the account uses
   */
  boolean follow(CredentialView view, MonotonicTime now) {
    if (view.isRefused()) {
      return refuse(view, now);
    }
    if (session == null) {
      return false;
    }
    var projectId = session.session().projectId();
    if (view.isAccepted()) {
      return become(Reason.AUTHENTICATED, ACCEPTED, projectId, now);
    }
    return !isReadyWith(projectId) && become(Reason.NOT_VERIFIED, NOT_VERIFIED, projectId, now);
  }

  /** When there is something to look at again. */
  MonotonicTime nextCheck(MonotonicTime now) {
    var next = now.plus(untilSecretIsRead());
    var other = session != null && state != null && state.usable() ? renewAt : retryAt;
    return other == null || !now.isBefore(other) ? next : MonotonicTime.earlier(other, next);
  }

  private Duration untilSecretIsRead() {
    if (state == null) {
      return RetryPolicy.WHILE_OTHERS_TRY;
    }
    if (state.reason() == Reason.SECRET_NOT_FOUND) {
      return RetryPolicy.SECRET_WHEN_MISSING;
    }
    return state.usable() ? RetryPolicy.SECRET_WHEN_USABLE : RetryPolicy.SECRET_WHEN_NOT_USABLE;
  }

  /** A session from a refused password is of no use; with others the next probe can be made. */
  private boolean refuse(CredentialView view, MonotonicTime now) {
    if (session != null && session.isRenewable()) {
      session = null;
    }
    // A lock-out may hold it for longer than the probes' pace.
    retryAt = blockedByOthers ? MonotonicTime.later(retryAt, view.probeAt()) : view.probeAt();
    blockedByOthers = true;
    return become(Reason.UNAUTHORIZED, view.refusal(), null, now);
  }

  /** Other inputs are tried without regard to how those before failed. */
  private void take(SessionInputs from) {
    checked = from.settings();
    if (!from.equals(inputs)) {
      inputs = from;
      session = null;
      failures = 0;
    }
    blockedByOthers = false;
  }

  private Duration pause(Reason reason, @Nullable Duration retryAfter) {
    return reason == Reason.CLOUD_UNAVAILABLE
        ? backoff.pause(failures, retryAfter, Duration.ZERO)
        : RetryPolicy.untilProbe(failures);
  }

  private boolean lose(Reason reason, String message, MonotonicTime next, MonotonicTime now) {
    session = null;
    retryAt = next;
    return become(reason, message, null, now);
  }

  private boolean isReadyWith(String projectId) {
    return state != null
        && state.ready()
        && projectId.equals(state.projectId())
        && Objects.equals(checked, verified);
  }

  private boolean become(
      Reason reason, String message, @Nullable String projectId, MonotonicTime now) {
    var since = state != null && state.reason() == reason ? state.since() : now;
    var fresh = new AccountState(reason, message, projectId, since);
    boolean isNews = !fresh.isSameAs(state) || !Objects.equals(checked, verified);
    state = fresh;
    verified = checked;
    return isNews;
  }

  /** The identity service says 403 to a user that is disabled or may not log in. */
  private static Reason reasonOf(CloudFailure failure) {
    return switch (failure.reason()) {
      case UNAUTHORIZED, FORBIDDEN -> Reason.UNAUTHORIZED;
      case PROJECT_NOT_FOUND -> Reason.PROJECT_NOT_FOUND;
      default -> Reason.CLOUD_UNAVAILABLE;
    };
  }

  private static String messageOf(CloudFailure failure) {
    return reasonOf(failure) == Reason.UNAUTHORIZED
        ? "The identity service refused the credentials. " + failure.message()
        : failure.message();
  }
}
