package io.vpcep.operator.account;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.auth.IdentityService;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
   * @param runtime its wall clock only tells when tokens end, and dates signatures
   * @param limiters makes the call budget of credentials
   * @param exists whether there is such a CloudAccount, declared already or not
   */
  public AccountRegistry(
      TaskRuntime runtime,
      EndpointResolver clouds,
      SecretReader secrets,
      IdentityService iam,
      Supplier<RateLimiter> limiters,
      Predicate<AccountKey> exists,
      AccountListener listener) {
    this(
        new AccountContext(
            runtime,
            clouds,
            secrets,
            iam,
            new CredentialRegistry(limiters, runtime.monotonic(), AccountLimits.PATIENCE),
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
   * @return its state; null before a check of these settings has ended
   */
  public @Nullable AccountState declare(AccountKey key, String uid, AccountSettings settings) {
    var known = accounts.get(key);
    if (known != null && known.hasUid(uid)) {
      return known.declare(settings);
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
  public double stretch(AccountKey key, double callsPerSecond) {
    var account = accounts.get(key);
    return account == null ? 1 : account.stretch(callsPerSecond);
  }

  @Override
  public <T> T call(AccountKey key, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    if (!exists.test(key)) {
      throw new CloudException(
          Reason.ACCOUNT_NOT_FOUND,
          "Not polled: CloudAccount %s does not exist.".formatted(key.name()));
    }
    var account = accounts.get(key);
    if (account == null) {
      throw new CloudException(
          Reason.ACCOUNT_NOT_READY,
          "Not polled: CloudAccount %s is not ready yet: it has not been checked."
              .formatted(key.name()));
    }
    return new AccountCall<>(account, api, priority, call).make();
  }
}
