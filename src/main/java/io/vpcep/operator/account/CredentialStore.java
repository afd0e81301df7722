package io.vpcep.operator.account;

import io.vpcep.operator.time.MonotonicTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All credentials that are known, up to {@link AccountLimits#CREDENTIALS}. Not safe for use by
 * several threads.
 */
final class CredentialStore {

  private final Supplier<RateLimiter> limiters;
  private final Map<CredentialKey, SharedCredential> credentials =
      new LinkedHashMap<>(16, 0.75f, true);
  private final Map<CredentialKey.Lock, FailedAttempts> windows = new HashMap<>();
  private MonotonicTime tidyAt = MonotonicTime.MIN;

  /**
   * @param limiters makes the call budget of new credentials
   */
  CredentialStore(Supplier<RateLimiter> limiters) {
    this.limiters = limiters;
  }

  /** The credentials with this key; null if they are not known. */
  @Nullable SharedCredential find(CredentialKey key) {
    return credentials.get(key);
  }

  /** The credentials with this key, known from now on. */
  SharedCredential get(CredentialKey key, MonotonicTime now) {
    var known = credentials.get(key);
    if (known != null) {
      return known;
    }
    evict(now);
    // As long as credentials with a name are known, their common window is.
    var window = windows.computeIfAbsent(key.id().lock(), name -> new FailedAttempts());
    var fresh = new SharedCredential(key.id(), limiters.get(), window, now);
    credentials.put(key, fresh);
    return fresh;
  }

  /** Forgets what nobody uses, now and then, and the eldest when there are too many. */
  private void evict(MonotonicTime now) {
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
