package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.account.CallPermit.Turn;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all credentials, whichever accounts have them: how the cloud receives them, when
 * they may be tried, and their call budget. Paces by what the cloud locks and counts, so that
 * neither another namespace nor a re-created account is a way around it. Accounts that share
 * credentials are notified when the verdict is another, without a lock being held.
 */
final class CredentialRegistry {

  private final Supplier<RateLimiter> limiters;
  private final MonotonicClock clock;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final Map<CredentialKey, SharedCredential> credentials =
      new LinkedHashMap<>(16, 0.75f, true);

  @GuardedBy("lock")
  private final Map<CredentialKey.Lock, TryWindow> windows = new HashMap<>();

  @GuardedBy("lock")
  private MonotonicTime tidyAt = MonotonicTime.MIN;

  @GuardedBy("lock")
  private final Map<CredentialUser, CredentialKey> used = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param limiters makes the call budget of new credentials
   * @param patience how long a call waits for its turn
   */
  CredentialRegistry(Supplier<RateLimiter> limiters, MonotonicClock clock, Duration patience) {
    this.limiters = limiters;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * An account has these credentials from now on, and is woken when another finds out about them.
   *
   * @return whether an API refused those that it had before
   */
  boolean use(CredentialUser user, CredentialKey key) {
    lock.lock();
    try {
      credential(key).use(user);
      var before = used.put(user, key);
      return before != null && !before.equals(key) && leave(user, before);
    } finally {
      lock.unlock();
    }
  }

  /** An account is no more. */
  void leave(CredentialUser user) {
    lock.lock();
    try {
      var before = used.remove(user);
      if (before != null) {
        leave(user, before);
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private boolean leave(CredentialUser user, CredentialKey key) {
    var credential = credentials.get(key);
    if (credential == null) {
      return false;
    }
    credential.leave(user, clock.now());
    return credential.hasRefusedApi();
  }

  CredentialView view(CredentialKey key) {
    lock.lock();
    try {
      return credential(key).view();
    } finally {
      lock.unlock();
    }
  }

  RateLimiter limiter(CredentialKey key) {
    lock.lock();
    try {
      return credential(key).limiter();
    } finally {
      lock.unlock();
    }
  }

  boolean isAcceptedByApiOtherThan(CredentialKey key, ApiKey api) {
    lock.lock();
    try {
      return credential(key).isAcceptedByApiOtherThan(api, clock.now());
    } finally {
      lock.unlock();
    }
  }

  /** Asks to log in with credentials. Does not wait. */
  LoginPermit beginLogin(CredentialUser user, CredentialKey key) {
    lock.lock();
    try {
      var credential = credential(key);
      var held = credential.loginHeld(user.tenant(), clock.now());
      if (held != null) {
        return held;
      }
      if (credential.view().isAccepted()) {
        return confirmation(credential, key);
      }
      credential.takeTurn();
      return (LoginPermit.Granted) () -> endTurn(key, false);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Asks to ask the identity service again about accepted credentials that an API has refused.
   * Waits for a bounded time while another account asks.
   *
   * @return null if they are refused meanwhile, or nothing is known in time
   */
  LoginPermit.@Nullable Granted awaitConfirmation(CredentialUser user, CredentialKey key)
      throws CloudException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (true) {
        var credential = credential(key);
        switch (credential.admitConfirmation(clock.now())) {
          case FREE, TURN -> {
            return confirmation(credential, key);
          }
          case WAIT -> {
            if (left <= 0) {
              credential.addWaiting(user);
              return null;
            }
            left = await(left);
          }
          default -> {
            return null;
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  @GuardedBy("lock")
  private LoginPermit.Granted confirmation(SharedCredential credential, CredentialKey key) {
    if (credential.admitConfirmation(clock.now()) != Admission.TURN) {
      return () -> {};
    }
    credential.beginConfirmation();
    return () -> endTurn(key, (shared, now) -> shared.endConfirmation());
  }

  /**
   * Asks to make a call. Waits for a bounded time while another call is to show how the credentials
   * are received.
   *
   * @return null if the account cannot be used at present
   * @throws CloudException FORBIDDEN if this API refuses the credentials, which others accept
   */
  @Nullable CallPermit admit(CredentialUser user, CredentialKey key, ApiKey api)
      throws CloudException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (true) {
        var credential = credential(key);
        switch (credential.admitCall(api, user.tenant(), clock.now())) {
          case FREE -> {
            return new CallPermit(this, user, key, api, Turn.NONE);
          }
          case TURN -> {
            return new CallPermit(this, user, key, api, turn(credential, api));
          }
          case NOT_NOW -> {
            return null;
          }
          case API_REFUSED -> throw new CloudException(credential.refusalBy(api, clock.now()));
          case WAIT -> {
            if (left <= 0) {
              credential.addWaiting(user);
              return null;
            }
            left = await(left);
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the turn to call an API that has just refused the credentials. */
  boolean takeTurn(CredentialUser user, CredentialKey key, ApiKey api) throws CloudException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (true) {
        var credential = credential(key);
        if (!credential.view().isAccepted()) {
          return false;
        }
        switch (credential.gate(api).admit(clock.now())) {
          case API_REFUSED -> throw new CloudException(credential.refusalBy(api, clock.now()));
          case WAIT -> {
            if (left <= 0) {
              credential.addWaiting(user);
              return false;
            }
            left = await(left);
          }
          default -> {
            credential.gate(api).takeTurn();
            return true;
          }
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void endTurn(CredentialKey key, ApiKey api, Turn turn) {
    if (turn == Turn.CREDENTIAL) {
      endTurn(key, true);
    } else {
      endTurn(key, (credential, now) -> credential.gate(api).endTurn(now));
    }
  }

  void identityAccepted(CredentialUser user, CredentialKey key) {
    answered(user, key, (credential, now) -> credential.identityAccepted(now));
  }

  void identityRefused(CredentialUser user, CredentialKey key, CloudFailure cause) {
    answered(user, key, (shared, now) -> shared.identityRefused(cause, user.tenant(), now));
  }

  void identityUnreachable(CredentialUser user, CredentialKey key, CloudFailure cause) {
    answered(user, key, (credential, now) -> credential.identityUnreachable(cause));
  }

  void apiAccepted(CredentialUser user, CredentialKey key, ApiKey api) {
    answered(user, key, (credential, now) -> credential.apiAccepted(api, now));
  }

  /** Returns the failure of the API's sources; null if the credentials are refused as a whole. */
  @Nullable CloudFailure apiRefused(
      CredentialUser user, CredentialKey key, ApiKey api, CloudFailure cause) {
    answered(user, key, (shared, now) -> shared.apiRefused(api, cause, user.tenant(), now));
    lock.lock();
    try {
      var credential = credential(key);
      return credential.view().isRefused() ? null : credential.refusalBy(api, clock.now());
    } finally {
      lock.unlock();
    }
  }

  private void answered(
      CredentialUser user, CredentialKey key, BiConsumer<SharedCredential, MonotonicTime> change) {
    List<CredentialUser> others;
    lock.lock();
    try {
      var credential = credential(key);
      var before = credential.verdict();
      change.accept(credential, clock.now());
      others = credential.verdict() == before ? List.of() : credential.usersExcept(user);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    others.forEach(CredentialUser::credentialChanged);
  }

  private void endTurn(CredentialKey key, boolean pace) {
    endTurn(key, (credential, now) -> credential.endTurn(pace, now));
  }

  private void endTurn(CredentialKey key, BiConsumer<SharedCredential, MonotonicTime> end) {
    List<CredentialUser> waiting;
    lock.lock();
    try {
      var credential = credential(key);
      end.accept(credential, clock.now());
      waiting = credential.takeWaiting();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    waiting.forEach(CredentialUser::credentialChanged);
  }

  private static Turn turn(SharedCredential credential, ApiKey api) {
    if (credential.view().isAccepted()) {
      credential.gate(api).takeTurn();
      return Turn.API;
    }
    credential.takeTurn();
    return Turn.CREDENTIAL;
  }

  /** What is left of the patience after a wait. */
  @GuardedBy("lock")
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  private long await(long left) throws CloudException {
    try {
      return changed.awaitNanos(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(Reason.CLOUD_UNAVAILABLE, "the call was interrupted");
    }
  }

  @GuardedBy("lock")
  private SharedCredential credential(CredentialKey key) {
    var known = credentials.get(key);
    if (known != null) {
      return known;
    }
    evict();
    // As long as credentials with a name are known, their common window is.
    var window = windows.computeIfAbsent(key.id().lock(), name -> new TryWindow());
    var fresh = new SharedCredential(key.id(), limiters.get(), window, clock.now());
    credentials.put(key, fresh);
    return fresh;
  }

  /** Forgets what nobody uses, now and then, and the eldest when there are too many. */
  @GuardedBy("lock")
  private void evict() {
    var now = clock.now();
    if (credentials.size() < AccountLimits.CREDENTIALS && now.isBefore(tidyAt)) {
      return;
    }
    tidyAt = now.plus(AccountLimits.BETWEEN_TIDYINGS);
    var all = credentials.values();
    all.removeIf(other -> other.isForgettable(now));
    if (all.size() >= AccountLimits.CREDENTIALS) {
      all.stream()
          .filter(other -> !other.isTried())
          .min(Comparator.comparing(SharedCredential::isUsed))
          .ifPresent(all::remove);
    }
    windows
        .keySet()
        .retainAll(all.stream().map(other -> other.id().lock()).collect(Collectors.toSet()));
  }
}
