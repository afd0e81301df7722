package io.vpcep.operator.account;

import static io.vpcep.operator.connection.AccountState.Reason.AUTHENTICATED;
import static io.vpcep.operator.connection.AccountState.Reason.CLOUD_UNAVAILABLE;
import static io.vpcep.operator.connection.AccountState.Reason.PROJECT_NOT_FOUND;
import static io.vpcep.operator.connection.AccountState.Reason.UNAUTHORIZED;
import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CallBudget;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.poll.AccountAccess.CloudCall;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: what its Secret holds, the session in use, and whether the cloud accepts it. An
 * account that was refused makes no call but one trial at a time, at the pace of {@link Pace}; when
 * a service refused it and not the identity service, the trial is a call to a service.
 *
 * <p>State is guarded by the object; {@code doors} lets one thread at a time read the Secret and
 * open sessions.
 */
final class Account {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final Duration FIRST_CHECK = Duration.ofSeconds(10);

  private final AccountKey key;
  private final CloudDirectory clouds;
  private final SecretReader secrets;
  private final TokenIssuer issuer;
  private final CallBudget budget;
  private final Clock clock;
  private final Runnable changed;

  private final Object doors = new Object();
  private final CountDownLatch checked = new CountDownLatch(1);
  private @Nullable AccountSettings settings;
  private @Nullable Belongings opened;
  private @Nullable Login login;
  private @Nullable AccountState state;
  private int tries;
  private @Nullable Instant trialAt;
  private boolean refusedByService;
  private boolean onTrial;

  /**
   * An account that was not declared yet.
   *
   * @param changed told when the state is another
   */
  Account(
      AccountKey key,
      CloudDirectory clouds,
      SecretReader secrets,
      TokenIssuer issuer,
      CallBudget budget,
      Clock clock,
      Runnable changed) {
    this.key = key;
    this.clouds = clouds;
    this.secrets = secrets;
    this.issuer = issuer;
    this.budget = budget;
    this.clock = clock;
    this.changed = changed;
  }

  /** Takes over what the resource asks for; returns whether that is new. */
  synchronized boolean declare(AccountSettings wanted) {
    boolean isNew = !wanted.equals(settings);
    settings = wanted;
    return isNew;
  }

  /** Whether the account can be used; null before the first check has ended. */
  synchronized @Nullable AccountState state() {
    return state;
  }

  /** When {@link #check} has something to do again. */
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

  /** Whether it is time that a service is asked whether it still refuses the account. */
  synchronized boolean isTrialDue() {
    return refusedByService && trialAt != null && !clock.instant().isBefore(trialAt);
  }

  /** Looks at the Secret, and opens a session where one is needed and may be tried. */
  void check() {
    synchronized (doors) {
      var found = look();
      if (found != null && needsSession(found)) {
        open(found, false);
      }
      checked.countDown();
    }
  }

  /** Makes a call as the account. After a 401 it authenticates again, once. */
  <T> T call(CloudCall<T> call) throws CloudException {
    awaitFirstCheck();
    var session = permit();
    if (session == null) {
      return tryOut(call);
    }
    try {
      return call.with(session);
    } catch (CloudException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      return callAgain(call, renew(session, e.failure()));
    }
  }

  private <T> T callAgain(CloudCall<T> call, Session session) throws CloudException {
    try {
      return call.with(session);
    } catch (CloudException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      refuse(session, e.failure());
      throw notReady();
    }
  }

  /** One call with an account that was refused: the answer tells whether it still is. */
  private <T> T tryOut(CloudCall<T> call) throws CloudException {
    try {
      var session = reopen();
      T answer = call.with(session);
      accept();
      return answer;
    } catch (CloudException e) {
      if (isRefusal(e)) {
        refuse(null, e.failure());
        throw notReady();
      }
      if (e.failure().reason().passesByItself()) {
        postpone();
      } else {
        accept();
      }
      throw e;
    } finally {
      synchronized (this) {
        onTrial = false;
      }
    }
  }

  /** The session to use; null if this call is the trial of a refused account. */
  private synchronized @Nullable Session permit() throws CloudException {
    if (state != null && state.ready() && login != null) {
      return login.session();
    }
    if (!isTrialDue() || onTrial) {
      throw notReady();
    }
    onTrial = true;
    return null;
  }

  private Session reopen() throws CloudException {
    synchronized (doors) {
      var found = look();
      if (found == null) {
        throw notReady();
      }
      var fresh = login(found);
      synchronized (this) {
        opened = found;
        login = fresh;
      }
      return fresh.session();
    }
  }

  /**
   * A session after the cloud refused {@code used}: one that another thread opened meanwhile, or a
   * new one.
   */
  private Session renew(Session used, CloudFailure refusal) throws CloudException {
    synchronized (doors) {
      var current = current();
      if (current != null && !current.equals(used)) {
        return current;
      }
      var found = look();
      if (found == null) {
        throw notReady();
      }
      if (found.equals(opened) && found.credentials() instanceof Credentials.Token) {
        refuse(used, refusal);
        throw notReady();
      }
      open(found, true);
      var renewed = current();
      if (renewed == null || renewed.equals(used)) {
        throw notReady();
      }
      return renewed;
    }
  }

  private synchronized @Nullable Session current() {
    return state != null && state.ready() && login != null ? login.session() : null;
  }

  /** What a session can be opened from; null, with the state set, if that is not enough. */
  private @Nullable Belongings look() {
    AccountSettings wanted;
    synchronized (this) {
      wanted = requireNonNull(settings);
    }
    try {
      return Belongings.of(key, wanted, clouds, secrets);
    } catch (UnusableException e) {
      become(e.reason(), requireNonNull(e.getMessage()), null, null);
      return null;
    } catch (RuntimeException e) {
      LOG.warn("the Secret of account {} cannot be read at present: {}", key, e.toString());
      become(CLOUD_UNAVAILABLE, "the Secret cannot be read at present.", null, null);
      return null;
    }
  }

  private synchronized boolean needsSession(Belongings found) {
    if (!found.equals(opened) || state == null) {
      return true;
    }
    var now = clock.instant();
    if (state.ready()) {
      return login == null || (login.renewAt() != null && !now.isBefore(login.renewAt()));
    }
    return trialAt == null || (!refusedByService && !now.isBefore(trialAt));
  }

  /** Opens a session. The one in use serves on if that fails, unless it was refused. */
  private void open(Belongings found, boolean wasRefused) {
    boolean isNew;
    synchronized (this) {
      isNew = !found.equals(opened);
      if (isNew) {
        tries = 0;
        refusedByService = false;
      }
      opened = found;
    }
    try {
      var fresh = login(found);
      synchronized (this) {
        login = fresh;
      }
      accept();
    } catch (CloudException e) {
      fail(e.failure(), isNew || wasRefused);
    }
  }

  private Login login(Belongings found) throws CloudException {
    return Login.open(found, budget, issuer, clock.instant());
  }

  private void fail(CloudFailure failure, boolean isOldUseless) {
    var reason =
        switch (failure.reason()) {
          case UNAUTHORIZED -> UNAUTHORIZED;
          case PROJECT_NOT_FOUND -> PROJECT_NOT_FOUND;
          default -> CLOUD_UNAVAILABLE;
        };
    Instant next;
    synchronized (this) {
      tries++;
      var pause = Pace.untilTrial(reason, tries);
      var asked = failure.retryAfter();
      next = clock.instant().plus(asked != null && asked.compareTo(pause) > 0 ? asked : pause);
      if (login != null
          && !isOldUseless
          && reason == CLOUD_UNAVAILABLE
          && login.lastsAt(clock.instant())) {
        login = new Login(login.session(), next, login.expiresAt());
        return;
      }
      login = null;
    }
    become(reason, failure.message(), null, next);
  }

  /** The cloud accepts the account. */
  private void accept() {
    String project;
    synchronized (this) {
      tries = 0;
      refusedByService = false;
      project = login == null ? null : login.session().projectId();
    }
    become(AUTHENTICATED, "The cloud accepts the credentials.", project, null);
  }

  /** A service refused the session. */
  private void refuse(@Nullable Session used, CloudFailure refusal) {
    Instant next;
    synchronized (this) {
      if (used != null && (login == null || !login.session().equals(used))) {
        return;
      }
      tries++;
      refusedByService = true;
      login = null;
      next = clock.instant().plus(Pace.untilTrial(UNAUTHORIZED, tries));
    }
    become(UNAUTHORIZED, refusal.message(), null, next);
  }

  /** The trial told nothing. */
  private synchronized void postpone() {
    trialAt = clock.instant().plus(Pace.untilTrial(UNAUTHORIZED, Math.max(1, tries)));
  }

  private void become(
      AccountState.Reason reason,
      String message,
      @Nullable String projectId,
      @Nullable Instant next) {
    var fresh = new AccountState(reason, message, projectId);
    boolean same;
    synchronized (this) {
      trialAt = next;
      same = fresh.equals(state);
      state = fresh;
      if (!fresh.ready()) {
        login = null;
      }
    }
    if (!same) {
      LOG.info("account {}: {}: {}", key, reason.word(), message);
      changed.run();
    }
  }

  private void awaitFirstCheck() throws CloudException {
    try {
      if (!checked.await(FIRST_CHECK.toMillis(), TimeUnit.MILLISECONDS)) {
        throw notReady();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    }
  }

  private static boolean isRefusal(CloudException e) {
    return e.failure().reason() == CloudFailure.Reason.UNAUTHORIZED;
  }

  private CloudException notReady() {
    return new CloudException(
        CloudFailure.Reason.ACCOUNT_NOT_READY,
        "CloudAccount " + key.name() + " is not ready; its own status says why.");
  }
}
