package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.account.CallPermit.Turn;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all credentials, whichever accounts have them: how the cloud receives them, when
 * they may be tried, and their call budget. Paces by what the cloud locks and counts, so that
 * neither another namespace nor a re-created account is a way around it. Accounts that share
 * credentials are notified when the verdict is another, without a lock being held.
 */
final class CredentialRegistry {

  private final MonotonicClock clock;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  @GuardedBy("lock")
  private final CredentialStore credentials;

  @GuardedBy("lock")
  private final Map<CredentialUser, CredentialKey> used = new HashMap<>();

  /**
   * Knows nothing yet.
   *
   * @param limiters makes the call budget of new credentials
   * @param patience how long a call waits for its turn
   */
  CredentialRegistry(Supplier<RateLimiter> limiters, MonotonicClock clock, Duration patience) {
    this.credentials = new CredentialStore(limiters);
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
    var credential = credentials.find(key);
    if (credential == null) {
      return false;
    }
    credential.leave(user, clock.now());
    return credential.hasRefusedApi();
  }

  CredentialView view(CredentialKey key) {
    return ask(key, SharedCredential::view);
  }

  RateLimiter limiter(CredentialKey key) {
    return ask(key, SharedCredential::limiter);
  }

  boolean isAcceptedByApiOtherThan(CredentialKey key, ApiKey api) {
    return ask(key, credential -> credential.isAcceptedByApiOtherThan(api, clock.now()));
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
    return await(
        user,
        key,
        (credential, now) ->
            switch (credential.admitConfirmation(now)) {
              case FREE, TURN -> Attempt.ended(confirmation(credential, key));
              case WAIT -> Attempt.waiting(null);
              default -> Attempt.ended(null);
            });
  }

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
    return await(
        user,
        key,
        (credential, now) ->
            switch (credential.admitCall(api, user.tenant(), now)) {
              case FREE -> Attempt.ended(new CallPermit(this, user, key, api, Turn.NONE));
              case TURN ->
                  Attempt.ended(new CallPermit(this, user, key, api, turn(credential, api)));
              case NOT_NOW -> Attempt.ended(null);
              case API_REFUSED -> throw new CloudException(credential.refusalBy(api, now));
              case WAIT -> Attempt.waiting(null);
            });
  }

  /** Waits for the turn to call an API that has just refused the credentials. */
  boolean takeTurn(CredentialUser user, CredentialKey key, ApiKey api) throws CloudException {
    return await(
        user,
        key,
        (credential, now) -> {
          if (!credential.view().isAccepted()) {
            return Attempt.ended(false);
          }
          return switch (credential.gate(api).admit(now)) {
            case API_REFUSED -> throw new CloudException(credential.refusalBy(api, now));
            case WAIT -> Attempt.waiting(false);
            default -> {
              credential.gate(api).takeTurn();
              yield Attempt.ended(true);
            }
          };
        });
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
    return this.<@Nullable CloudFailure>ask(
        key,
        credential ->
            credential.view().isRefused() ? null : credential.refusalBy(api, clock.now()));
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

  private <T extends @Nullable Object> T ask(
      CredentialKey key, Function<SharedCredential, T> question) {
    lock.lock();
    try {
      return question.apply(credential(key));
    } finally {
      lock.unlock();
    }
  }

  /** Attempts something until it ends, or until the patience does. */
  private <T extends @Nullable Object> T await(
      CredentialUser user, CredentialKey key, Attempt<T> attempt) throws CloudException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (true) {
        var credential = credential(key);
        var result = attempt.make(credential, clock.now());
        if (result.ended()) {
          return result.value();
        }
        if (left <= 0) {
          credential.addWaiting(user);
          return result.value();
        }
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.interrupted());
    } finally {
      lock.unlock();
    }
  }

  /** Something that others may be in the way of. */
  @FunctionalInterface
  private interface Attempt<T extends @Nullable Object> {

    Result<T> make(SharedCredential credential, MonotonicTime now) throws CloudException;

    /**
     * What came of it.
     *
     * @param value if it has not ended, what comes of it when it is too late
     */
    record Result<T extends @Nullable Object>(boolean ended, T value) {}

    static <T extends @Nullable Object> Result<T> ended(T value) {
      return new Result<>(true, value);
    }

    static <T extends @Nullable Object> Result<T> waiting(T tooLate) {
      return new Result<>(false, tooLate);
    }
  }

  @GuardedBy("lock")
  private SharedCredential credential(CredentialKey key) {
    return credentials.get(key, clock.now());
  }
}
