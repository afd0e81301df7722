package io.vpcep.operator.account;

import static io.vpcep.operator.connection.AccountState.Reason.AUTHENTICATED;
import static io.vpcep.operator.connection.AccountState.Reason.CLOUD_UNAVAILABLE;
import static io.vpcep.operator.connection.AccountState.Reason.PROJECT_NOT_FOUND;
import static io.vpcep.operator.connection.AccountState.Reason.UNAUTHORIZED;

import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.schedule.BackOff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands with its cloud: whether it may make calls, with which session, and when
 * something is to be tried again. Makes no calls itself. What changes it returns whether the state
 * is another. Guarded by itself.
 */
final class Standing {

  private final Clock clock;
  private final BackOff backOff;
  private @Nullable AccountState state;
  private @Nullable Belongings opened;
  private @Nullable Login login;
  private @Nullable Login refused;
  private int tries;
  private @Nullable Instant trialAt;
  private boolean refusedByService;

  Standing(Clock clock, BackOff backOff) {
    this.clock = clock;
    this.backOff = backOff;
  }

  /** Whether the account can be used; null before anything is known. */
  synchronized @Nullable AccountState state() {
    return state;
  }

  /** The session to make calls with; null while none may be made. */
  synchronized @Nullable Session session() {
    return state != null && state.ready() && login != null ? login.session() : null;
  }

  /** Whether the cloud has accepted the session in use, or no harm is done if it does not. */
  synchronized boolean isProven() {
    return login != null && login.proven();
  }

  /** What a service refused; null if none did. */
  synchronized @Nullable Login refusedLogin() {
    return refusedByService ? refused : null;
  }

  /** Whether the session in use was opened from this, or the last try to open one was. */
  synchronized boolean isOpenedFrom(Belongings belongings) {
    return belongings.equals(opened);
  }

  /** Whether a session is to be opened now. */
  synchronized boolean needsSession(Belongings found) {
    if (!found.equals(opened) || state == null) {
      return true;
    }
    if (state.ready()) {
      return login == null || (login.renewAt() != null && hasCome(login.renewAt()));
    }
    return !refusedByService && (trialAt == null || hasCome(trialAt));
  }

  /** When there is something to look at again. */
  synchronized Instant nextCheck() {
    var now = clock.instant();
    boolean ready = state != null && state.ready();
    var next = now.plus(ready ? Pace.SECRET_WHEN_READY : Pace.SECRET_WHEN_NOT);
    var renewal = ready && login != null ? login.renewAt() : null;
    return Stream.of(trialAt, renewal)
        .filter(time -> time != null && time.isAfter(now) && time.isBefore(next))
        .min(Instant::compareTo)
        .orElse(next);
  }

  /** A session was opened. */
  synchronized boolean opened(Belongings from, Login fresh) {
    take(from);
    return accept(fresh);
  }

  /**
   * No session could be opened. One that still lasts is kept when only the identity service is in
   * trouble.
   *
   * @param mayKeep false if the session in use was refused
   */
  synchronized boolean notOpened(Belongings from, CloudFailure failure, boolean mayKeep) {
    boolean wasInUse = from.equals(opened);
    take(from);
    tries++;
    var reason = reasonOf(failure);
    var pause =
        reason == CLOUD_UNAVAILABLE
            ? backOff.pause(tries, failure.retryAfter(), Duration.ZERO)
            : Pace.untilTrial(tries);
    var next = clock.instant().plus(pause);
    if (login != null
        && mayKeep
        && wasInUse
        && reason == CLOUD_UNAVAILABLE
        && login.lastsAt(clock.instant())) {
      login = login.renewedAt(next);
      return false;
    }
    return become(reason, failure.message(), next);
  }

  /** Configuration or Secret do not make an account. */
  synchronized boolean unusable(AccountState.Reason reason, String message) {
    opened = null;
    return become(reason, message, null);
  }

  /** The Secret cannot be read at present, which says nothing about a session opened before. */
  synchronized boolean unreadable(AccountSettings wanted) {
    return (state == null || opened == null || !opened.settings().equals(wanted))
        && unusable(CLOUD_UNAVAILABLE, "the Secret cannot be read at present.");
  }

  /** A service accepted a session. */
  synchronized void accepted(Session used) {
    if (login != null && !login.proven() && login.session().equals(used)) {
      login = login.accepted();
    }
  }

  /** A service refused a session, and there is no other. */
  synchronized boolean refused(Session used, CloudFailure refusal) {
    return login != null && login.session().equals(used) && refuse(refusal);
  }

  /** Whether it is time that a service is asked whether it still refuses the account. */
  synchronized boolean isTrialDue() {
    return refusedByService && trialAt != null && hasCome(trialAt);
  }

  /** Whether this call is the trial; until it ends no other is. */
  synchronized boolean beginTrial() {
    boolean due = isTrialDue();
    trialAt = due ? null : trialAt;
    return due;
  }

  synchronized boolean trialPassed(Belongings with, Login fresh) {
    return isOnTrial(with) && accept(fresh.accepted());
  }

  synchronized boolean trialFailed(Belongings with, CloudFailure refusal) {
    return isOnTrial(with) && refuse(refusal);
  }

  /** Plans the next trial, if this one told nothing. */
  synchronized void endTrial() {
    if (refusedByService && trialAt == null) {
      trialAt = clock.instant().plus(Pace.untilTrial(tries));
    }
  }

  private boolean isOnTrial(Belongings with) {
    return refusedByService && with.equals(opened);
  }

  /** What is another is tried without regard to what became of the one before. */
  private void take(Belongings from) {
    if (!from.equals(opened)) {
      opened = from;
      refused = null;
      tries = 0;
      refusedByService = false;
    }
  }

  private boolean accept(Login fresh) {
    tries = 0;
    refusedByService = false;
    login = fresh;
    refused = null;
    return become(
        new AccountState(
            AUTHENTICATED, "The cloud accepts the credentials.", fresh.session().projectId()),
        null);
  }

  private boolean refuse(CloudFailure refusal) {
    tries++;
    refusedByService = true;
    refused = login == null ? refused : login;
    return become(UNAUTHORIZED, refusal.message(), clock.instant().plus(Pace.untilTrial(tries)));
  }

  private boolean become(AccountState.Reason reason, String message, @Nullable Instant next) {
    login = null;
    return become(new AccountState(reason, message, null), next);
  }

  private boolean become(AccountState fresh, @Nullable Instant next) {
    boolean isNews = !fresh.equals(state);
    state = fresh;
    trialAt = next;
    return isNews;
  }

  private boolean hasCome(Instant time) {
    return !clock.instant().isBefore(time);
  }

  /** The identity service says 403 to a user that is disabled or may not log in. */
  private static AccountState.Reason reasonOf(CloudFailure failure) {
    return switch (failure.reason()) {
      case UNAUTHORIZED, FORBIDDEN -> UNAUTHORIZED;
      case PROJECT_NOT_FOUND -> PROJECT_NOT_FOUND;
      default -> CLOUD_UNAVAILABLE;
    };
  }
}
