package io.vpcep.operator.account;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of all credentials, whichever accounts have them: how the cloud receives them, when
 * they may be tried, and their call budget. Paces by what the cloud locks and counts, so that
 * neither another namespace nor a re-created account is a way around it. Accounts are notified
 * without a lock being held.
 */
final class CredentialRegistry {

  private final MonotonicClock clock;
  private final Duration patience;

  @GuardedBy("this")
  private final CredentialStore credentials;

  @GuardedBy("this")
  private final Map<CredentialUser, CredentialKey> used = new HashMap<>();

  /** What comes of an admission. Is asked with the lock held. */
  @FunctionalInterface
  interface Outcome<T extends @Nullable Object> {
    T of(CallAdmission admission, SharedCredential credential, MonotonicTime now)
        throws CloudException;
  }

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

  /** Credentials as one account has them. */
  AccountCredential of(CredentialUser user, CredentialKey key) {
    return new AccountCredential(this, user, key);
  }

  RateLimiter limiter(CredentialKey key) {
    return ask(key, (credential, now) -> credential.limiter());
  }

  /**
   * An account has these credentials from now on, and is woken when another finds out about them.
   *
   * @return whether an API refused those that it had before
   */
  synchronized boolean use(CredentialUser user, CredentialKey key) {
    credential(key).use(user);
    var before = used.put(user, key);
    return before != null && !before.equals(key) && leave(user, before);
  }

  /** By how much the poll intervals of an account are stretched, at least 1. */
  synchronized double stretch(CredentialUser user) {
    var key = used.get(user);
    var credential = key == null ? null : credentials.find(key);
    return credential == null ? 1 : credential.stretch(user.tenant());
  }

  /** An account is no more. */
  synchronized void leave(CredentialUser user) {
    var before = used.remove(user);
    if (before != null) {
      leave(user, before);
    }
  }

  @GuardedBy("this")
  private boolean leave(CredentialUser user, CredentialKey key) {
    var credential = credentials.find(key);
    if (credential == null) {
      return false;
    }
    credential.leave(user, clock.now());
    return credential.hasRefusedApi();
  }

  /** Asks about credentials, or changes what nobody waits for. */
  synchronized <T extends @Nullable Object> T ask(
      CredentialKey key, BiFunction<SharedCredential, MonotonicTime, T> question) {
    return question.apply(credential(key), clock.now());
  }

  /**
   * Changes what is known of credentials.
   *
   * @param change returns the accounts that are to be notified of it
   */
  void change(
      CredentialKey key, BiFunction<SharedCredential, MonotonicTime, List<CredentialUser>> change) {
    List<CredentialUser> notified;
    synchronized (this) {
      notified = change.apply(credential(key), clock.now());
      notifyAll();
    }
    notified.forEach(CredentialUser::credentialChanged);
  }

  /**
   * Waits for a bounded time while others are in the way. Whoever waits longer is notified when
   * that ends.
   *
   * @param admission asked again after every change of the credentials
   * @param outcome gets {@link CallAdmission#WAIT} if it took too long
   */
  synchronized <T extends @Nullable Object> T await(
      CredentialUser user,
      CredentialKey key,
      BiFunction<SharedCredential, MonotonicTime, CallAdmission> admission,
      Outcome<T> outcome)
      throws CloudException {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        var credential = credential(key);
        var now = clock.now();
        var current = admission.apply(credential, now);
        if (current != CallAdmission.WAIT) {
          return outcome.of(current, credential, now);
        }
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          credential.addWaiting(user);
          return outcome.of(current, credential, now);
        }
        NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(CloudFailure.interrupted());
    }
  }

  @GuardedBy("this")
  private SharedCredential credential(CredentialKey key) {
    return credentials.get(key, clock.now());
  }
}
