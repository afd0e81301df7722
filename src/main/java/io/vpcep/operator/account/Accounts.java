package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CallBudget;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.poll.AccountAccess;
import io.vpcep.operator.schedule.Agenda;
import io.vpcep.operator.schedule.Lanes;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All accounts. Keeps their sessions fresh, and lets calls be made as them. */
public final class Accounts implements AccountAccess {

  private final CloudDirectory clouds;
  private final SecretReader secrets;
  private final TokenIssuer issuer;
  private final Supplier<CallBudget> budgets;
  private final Agenda agenda;
  private final Lanes lanes;
  private final Clock clock;
  private final Predicate<AccountKey> exists;
  private final Consumer<AccountKey> stateChanged;
  private final Consumer<AccountKey> trialDue;

  private final Map<AccountKey, Kept> accounts = new HashMap<>();

  /**
   * No accounts yet.
   *
   * @param budgets makes the budget of a new account
   * @param exists whether there is such a CloudAccount, declared already or not
   * @param stateChanged told of an account whose state is another
   * @param trialDue told of a refused account that waits for somebody to make a call with it
   */
  public Accounts(
      CloudDirectory clouds,
      SecretReader secrets,
      TokenIssuer issuer,
      Supplier<CallBudget> budgets,
      Agenda agenda,
      Lanes lanes,
      Clock clock,
      Predicate<AccountKey> exists,
      Consumer<AccountKey> stateChanged,
      Consumer<AccountKey> trialDue) {
    this.clouds = clouds;
    this.secrets = secrets;
    this.issuer = issuer;
    this.budgets = budgets;
    this.agenda = agenda;
    this.lanes = lanes;
    this.clock = clock;
    this.exists = exists;
    this.stateChanged = stateChanged;
    this.trialDue = trialDue;
  }

  /**
   * Takes over what a CloudAccount asks for; checks it if that is new.
   *
   * @return its state; null before the first check has ended
   */
  public @Nullable AccountState declare(AccountKey key, AccountSettings settings) {
    var kept = kept(key);
    if (kept.account.declare(settings)) {
      lanes.run(key, () -> check(key, kept));
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
      stateChanged.accept(key);
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
  public <T> T call(AccountKey key, CloudCall<T> call) throws CloudException {
    if (!exists.test(key)) {
      throw new CloudException(
          CloudFailure.Reason.ACCOUNT_NOT_FOUND,
          "there is no CloudAccount " + key.name() + " in namespace " + key.namespace() + ".");
    }
    return kept(key).account.call(call);
  }

  private Kept kept(AccountKey key) {
    synchronized (accounts) {
      return accounts.computeIfAbsent(
          key,
          k ->
              new Kept(
                  new Account(k, clouds, secrets, issuer, budgets.get(), clock, () -> changed(k))));
    }
  }

  /**
   * A call may have found out; what was planned for the state before comes too late or too soon.
   */
  private void changed(AccountKey key) {
    Kept kept;
    synchronized (accounts) {
      kept = accounts.get(key);
    }
    if (kept != null) {
      plan(key, kept);
    }
    stateChanged.accept(key);
  }

  private void check(AccountKey key, Kept kept) {
    if (kept.account.isTrialDue()) {
      trialDue.accept(key);
    }
    kept.account.check();
    plan(key, kept);
  }

  private void plan(AccountKey key, Kept kept) {
    synchronized (accounts) {
      if (accounts.get(key) == kept) {
        kept.cancel();
        kept.next =
            agenda.at(kept.account.nextCheck(), () -> lanes.run(key, () -> check(key, kept)));
      }
    }
  }

  /** An account with its place on the agenda. */
  private static final class Kept {
    private final Account account;
    private Agenda.@Nullable Entry next;

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
