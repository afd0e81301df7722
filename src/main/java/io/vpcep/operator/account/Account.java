package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.Session;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.AccountAccess.CloudCall;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: reads its Secret, opens its sessions, and makes calls with them. An account that was
 * refused makes no call but one trial at a time, at the pace of {@link Pace}; when a service
 * refused it and not the identity service, the trial is a call to a service.
 */
final class Account {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final Duration DECLARATION = Duration.ofSeconds(10);

  private final AccountKey key;
  private final CloudDirectory clouds;
  private final SecretReader secrets;
  private final CallBudget budget;
  private final Door door;
  private final Runnable changed;
  private final Standing standing;

  /** Lets one thread at a time read the Secret and open sessions. */
  private final Object doors = new Object();

  /** Lets one thread at a time use a session that the cloud may yet refuse. */
  private final Object proof = new Object();

  private final CountDownLatch declared = new CountDownLatch(1);
  private volatile @Nullable AccountSettings settings;

  /**
   * An account that was not declared yet.
   *
   * @param changed told when the state is another
   */
  Account(
      AccountKey key,
      CloudDirectory clouds,
      SecretReader secrets,
      CallBudget budget,
      Door door,
      Standing standing,
      Runnable changed) {
    this.key = key;
    this.clouds = clouds;
    this.secrets = secrets;
    this.budget = budget;
    this.door = door;
    this.standing = standing;
    this.changed = changed;
  }

  /** Takes over what the resource asks for; returns whether that is new. */
  synchronized boolean declare(AccountSettings wanted) {
    boolean isNew = !wanted.equals(settings);
    settings = wanted;
    declared.countDown();
    return isNew;
  }

  /** Whether the account can be used; null before the first check has ended. */
  @Nullable AccountState state() {
    return standing.state();
  }

  /** When {@link #check} has something to do again. */
  Instant nextCheck() {
    return standing.nextCheck();
  }

  /** Whether it is time that a service is asked whether it still refuses the account. */
  boolean isTrialDue() {
    return standing.isTrialDue();
  }

  /** Looks at the Secret, and opens a session where one is needed and may be tried. */
  void check() {
    synchronized (doors) {
      var found = look();
      if (found != null && standing.needsSession(found)) {
        open(found, true);
      }
    }
  }

  /** Makes a call as the account. After a 401 it authenticates again, once. */
  <T> T call(CloudCall<T> call) throws CloudException {
    checkOnce();
    if (standing.session() == null) {
      if (!standing.beginTrial()) {
        throw notReady();
      }
      return tryOut(call);
    }
    budget.take();
    if (!standing.isProven()) {
      synchronized (proof) {
        if (!standing.isProven()) {
          return callOnce(call);
        }
      }
    }
    return callOnce(call);
  }

  private <T> T callOnce(CloudCall<T> call) throws CloudException {
    var session = standing.session();
    if (session == null) {
      throw notReady();
    }
    try {
      T answer = call.with(session);
      standing.accepted(session);
      return answer;
    } catch (CloudException e) {
      if (!isRefusal(e)) {
        if (!e.failure().reason().passesByItself()) {
          standing.accepted(session);
        }
        throw e;
      }
      return callAgain(call, renew(session, e.failure()));
    }
  }

  private <T> T callAgain(CloudCall<T> call, Session session) throws CloudException {
    budget.take();
    try {
      return call.with(session);
    } catch (CloudException e) {
      if (!isRefusal(e)) {
        throw e;
      }
      tell(standing.refused(session, e.failure()));
      throw notReady();
    }
  }

  /**
   * A session after the cloud refused {@code used}: one that another thread opened meanwhile, or a
   * new one.
   */
  private Session renew(Session used, CloudFailure refusal) throws CloudException {
    synchronized (doors) {
      if (used.equals(standing.session())) {
        var found = look();
        if (found == null || isSpent(found)) {
          tell(standing.refused(used, refusal));
        } else {
          open(found, false);
        }
      }
      var current = standing.session();
      if (current == null) {
        throw notReady();
      }
      return current;
    }
  }

  /** Only a password can be exchanged for something new. */
  private boolean isSpent(Belongings found) {
    return !(found.credentials() instanceof Credentials.Password) && standing.isOpenedFrom(found);
  }

  /** One call with an account that was refused: the answer tells whether it still is. */
  private <T> T tryOut(CloudCall<T> call) throws CloudException {
    try {
      var found = lookForTrial();
      return tryOut(call, found, logInForTrial(found));
    } finally {
      standing.endTrial();
    }
  }

  private <T> T tryOut(CloudCall<T> call, Belongings found, Login login) throws CloudException {
    budget.take();
    try {
      T answer = call.with(login.session());
      tell(standing.trialPassed(found, login));
      return answer;
    } catch (CloudException e) {
      if (isRefusal(e)) {
        tell(standing.trialFailed(found, e.failure()));
        throw notReady();
      }
      if (e.failure().reason().passesByItself()) {
        throw notReady();
      }
      tell(standing.trialPassed(found, login));
      throw e;
    }
  }

  private Belongings lookForTrial() throws CloudException {
    synchronized (doors) {
      var found = look();
      if (found == null) {
        throw notReady();
      }
      if (!standing.isOpenedFrom(found)) {
        open(found, false);
        throw notReady();
      }
      return found;
    }
  }

  /** A trial is to cost one call where it can: what was opened before may be good again. */
  private Login logInForTrial(Belongings found) throws CloudException {
    var refused = standing.refusedLogin();
    if (refused != null && isSpent(found)) {
      return refused;
    }
    try {
      return door.open(found);
    } catch (CloudException e) {
      if (isRefusal(e)) {
        tell(standing.trialFailed(found, e.failure()));
      }
      throw notReady();
    }
  }

  /** What a session can be opened from; null, with the state set, if that is not enough. */
  private @Nullable Belongings look() {
    var wanted = requireNonNull(settings);
    try {
      return Belongings.of(key, wanted, clouds, secrets);
    } catch (UnusableException e) {
      tell(standing.unusable(e.reason(), requireNonNull(e.getMessage())));
    } catch (RuntimeException e) {
      LOG.warn("the Secret of account {} cannot be read at present: {}", key, e.toString());
      tell(standing.unreadable(wanted));
    }
    return null;
  }

  private void open(Belongings found, boolean mayKeep) {
    try {
      tell(standing.opened(found, door.open(found)));
    } catch (CloudException e) {
      tell(standing.notOpened(found, e.failure(), mayKeep));
    }
  }

  private void tell(boolean isNews) {
    if (isNews) {
      var state = requireNonNull(standing.state());
      LOG.info("account {}: {}: {}", key, state.reason().word(), state.message());
      changed.run();
    }
  }

  /**
   * Sees to it that the state is known. The caller makes the first check itself: waiting for
   * somebody else's would be waiting for a place in the lane that the caller holds.
   */
  private void checkOnce() throws CloudException {
    try {
      if (!declared.await(DECLARATION.toMillis(), TimeUnit.MILLISECONDS)) {
        throw notReady();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notReady();
    }
    if (standing.state() == null) {
      synchronized (doors) {
        if (standing.state() == null) {
          check();
        }
      }
    }
  }

  private static boolean isRefusal(CloudException e) {
    return e.failure().reason() == Reason.UNAUTHORIZED;
  }

  private CloudException notReady() {
    return new CloudException(
        Reason.ACCOUNT_NOT_READY,
        "CloudAccount " + key.name() + " is not ready; its own status says why.");
  }
}
