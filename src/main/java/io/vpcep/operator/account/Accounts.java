package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Lane;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All accounts. Keeps their sessions fresh, and lets calls be made as them. */
public final class Accounts implements AccountAccess {

  private final CloudDirectory clouds;
  private final SecretReader secrets;
  private final IdentityService iam;
  private final Supplier<CallBudget> budgets;
  private final Scheduler scheduler;
  private final KeyedExecutor executor;
  private final Clock clock;
  private final MonotonicClock monotonic;
  private final DoubleSupplier random;
  private final Predicate<AccountKey> exists;
  private final AccountListener listener;

  private final Map<AccountKey, Kept> accounts = new HashMap<>();

  /**
   * No accounts yet.
   *
   * @param budgets makes the budget of a new account
   * @param random numbers from 0 to 1, for the back-off
   * @param exists whether there is such a CloudAccount, declared already or not
   */
  public Accounts(
      CloudDirectory clouds,
      SecretReader secrets,
      IdentityService iam,
      Supplier<CallBudget> budgets,
      Scheduler scheduler,
      KeyedExecutor executor,
      Clock clock,
      MonotonicClock monotonic,
      DoubleSupplier random,
      Predicate<AccountKey> exists,
      AccountListener listener) {
    this.clouds = clouds;
    this.secrets = secrets;
    this.iam = iam;
    this.budgets = budgets;
    this.scheduler = scheduler;
    this.executor = executor;
    this.clock = clock;
    this.monotonic = monotonic;
    this.random = random;
    this.exists = exists;
    this.listener = listener;
  }

  /**
   * Takes over what a CloudAccount asks for; checks it if that is new.
   *
   * @return its state; null before the first check has ended
   */
  public @Nullable AccountState declare(AccountKey key, String uid, AccountSettings settings) {
    var kept = kept(key);
    boolean isFirst = kept.account.state() == null;
    if (kept.account.declare(settings)) {
      executor.execute(
          lane(key),
          Priority.URGENT,
          () -> {
            check(key, kept);
            if (!isFirst) {
              listener.settingsChanged(key);
            }
          });
    }
    return kept.account.state();
  }

  /** Forgets an account that was deleted. */
  public void remove(AccountKey key) {
    Kept kept;
    synchronized (accounts) {
      kept = accounts.remove(key);
    }
    if (kept != null) {
      kept.cancel();
      listener.stateChanged(key);
    }
  }

  /** The state of an account; null if it is not known. */
  public @Nullable AccountState state(AccountKey key) {
    synchronized (accounts) {
      var kept = accounts.get(key);
      return kept == null ? null : kept.account.state();
    }
  }

  @Override
  public boolean isKnown(AccountKey key) {
    return true;
  }

  private static Lane lane(AccountKey key) {
    return new Lane(key.namespace(), key.name());
  }

  @Override
  public <T> T call(AccountKey key, Source.Kind api, Priority priority, CloudCall<T> call)
      throws CloudException {
    if (!exists.test(key)) {
      throw new CloudException(
          CloudFailure.Reason.ACCOUNT_NOT_FOUND,
          "there is no CloudAccount " + key.name() + " in namespace " + key.namespace() + ".");
    }
    return kept(key).account.call(call);
  }

  private Kept kept(AccountKey key) {
    synchronized (accounts) {
      return accounts.computeIfAbsent(key, k -> new Kept(account(k)));
    }
  }

  private Account account(AccountKey key) {
    var budget = budgets.get();
    return new Account(
        key,
        clouds,
        secrets,
        budget,
        new Door(iam, budget, clock),
        new Standing(clock, new BackOff(random)),
        () -> changed(key));
  }

  /** A refused account is looked at sooner than one that is ready. */
  private void changed(AccountKey key) {
    synchronized (accounts) {
      var kept = accounts.get(key);
      if (kept != null) {
        plan(key, kept);
      }
    }
    listener.stateChanged(key);
  }

  private void check(AccountKey key, Kept kept) {
    try {
      if (kept.account.isTrialDue()) {
        listener.trialDue(key);
      }
      kept.account.check();
    } finally {
      synchronized (accounts) {
        if (accounts.get(key) == kept) {
          plan(key, kept);
        }
      }
    }
  }

  private void plan(AccountKey key, Kept kept) {
    kept.cancel();
    kept.next =
        scheduler.at(
            monotonic.now().plus(Duration.between(clock.instant(), kept.account.nextCheck())),
            () -> executor.execute(lane(key), Priority.URGENT, () -> check(key, kept)));
  }

  /** An account with its place on the scheduler. */
  private static final class Kept {
    private final Account account;
    private Scheduler.@Nullable Entry next;

    Kept(Account account) {
      this.account = account;
    }

    void cancel() {
      if (next != null) {
        next.cancel();
      }
    }
  }
}
