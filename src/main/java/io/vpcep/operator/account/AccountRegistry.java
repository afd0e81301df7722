package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All accounts. Keeps their sessions fresh, and lets calls be made as them. */
public final class AccountRegistry implements AccountAccess {

  private final AccountContext context;
  private final Predicate<AccountKey> exists;
  private final Map<AccountKey, Account> accounts = new ConcurrentHashMap<>();

  /**
   * No accounts yet.
   *
   * @param limiters makes the call budget of credentials
   * @param clock only to tell when tokens end, and to sign
   * @param random numbers from 0 to 1, for the back-off
   * @param exists whether there is such a CloudAccount, declared already or not
   */
  public AccountRegistry(
      EndpointResolver clouds,
      SecretReader secrets,
      IdentityService iam,
      Supplier<RateLimiter> limiters,
      Scheduler scheduler,
      KeyedExecutor executor,
      Clock clock,
      MonotonicClock monotonic,
      DoubleSupplier random,
      InternalErrors errors,
      Predicate<AccountKey> exists,
      AccountListener listener) {
    this(
        new AccountContext(
            clouds,
            secrets,
            iam,
            new CredentialRegistry(limiters, monotonic, AccountLimits.PATIENCE),
            scheduler,
            executor,
            clock,
            monotonic,
            new BackOff(random),
            errors,
            listener,
            AccountLimits.PATIENCE),
        exists);
  }

  AccountRegistry(AccountContext context, Predicate<AccountKey> exists) {
    this.context = context;
    this.exists = exists;
  }

  /**
   * Takes over what a CloudAccount asks for; checks it if that is new. Another UID is another
   * account, which has nothing of the one before.
   *
   * @return its state; null before the first check has ended
   */
  public @Nullable AccountState declare(AccountKey key, String uid, AccountSettings settings) {
    var known = accounts.get(key);
    if (known != null && known.hasUid(uid)) {
      known.declare(settings);
      return known.state();
    }
    var fresh = new Account(key, uid, settings, known != null, context);
    var before = accounts.put(key, fresh);
    if (before != null) {
      before.close();
    }
    fresh.requestCheck();
    return fresh.state();
  }

  /** Forgets an account that was deleted. */
  public void remove(AccountKey key) {
    var account = accounts.remove(key);
    if (account != null) {
      account.close();
      // What was read as this account is nothing to build on if another comes under its name.
      context.listener().settingsChanged(key);
      context.listener().stateChanged(key);
    }
  }

  /** The state of an account; null if it is not known. */
  public @Nullable AccountState state(AccountKey key) {
    var account = accounts.get(key);
    return account == null ? null : account.state();
  }

  @Override
  public boolean isKnown(AccountKey key) {
    return !exists.test(key) || state(key) != null;
  }

  @Override
  public <T> T call(AccountKey key, Source.Kind api, Priority priority, CloudCall<T> call)
      throws CloudException {
    if (!exists.test(key)) {
      throw new CloudException(
          Reason.ACCOUNT_NOT_FOUND,
          "CloudAccount %s does not exist in namespace %s.".formatted(key.name(), key.namespace()));
    }
    var account = accounts.get(key);
    if (account == null) {
      throw new CloudException(
          Reason.ACCOUNT_NOT_READY, "CloudAccount " + key.name() + " was not checked yet.");
    }
    return new AccountCall<>(account, api, priority, call).make();
  }
}
