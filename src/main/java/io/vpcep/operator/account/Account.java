package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: its settings and its {@link SessionState}, which {@link AccountChecks} keep up to
 * date. They are guarded by a lock that is held neither while anything is read or asked nor while
 * anybody is notified.
 */
final class Account implements CredentialUser {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);

  private final AccountKey key;
  private final String uid;
  private final AccountContext context;
  private final CredentialRegistry credentials;
  private final AccountChecks checks;

  @GuardedBy("this")
  private final SessionState state;

  @GuardedBy("this")
  private AccountSettings settings;

  @GuardedBy("this")
  private Scheduler.@Nullable Entry next;

  @GuardedBy("this")
  private boolean probeAsked;

  @GuardedBy("this")
  private boolean settingsAreNews;

  @GuardedBy("this")
  private boolean closed;

  private volatile double callsPerSecond;

  /** What others have to be notified of after a check. */
  record CheckResult(boolean settingsChanged, boolean probeDue) {}

  /**
   * An account that was not checked yet.
   *
   * @param uid tells it from another account that had its name
   * @param replaces whether there was one
   */
  Account(
      AccountKey key,
      String uid,
      AccountSettings settings,
      boolean replaces,
      AccountContext context) {
    this.key = key;
    this.uid = uid;
    this.settings = settings;
    this.settingsAreNews = replaces;
    this.context = context;
    this.credentials = context.credentials();
    this.state = new SessionState(context.runtime().backoff());
    this.checks = new AccountChecks(this, context);
  }

  AccountKey key() {
    return key;
  }

  boolean hasUid(String other) {
    return uid.equals(other);
  }

  @Override
  public String tenant() {
    return key.namespace();
  }

  @Override
  public void credentialChanged() {
    requestCheck();
  }

  @Override
  public double callsPerSecond() {
    return callsPerSecond;
  }

  /** See {@link AccountRegistry#stretch}. */
  double stretch(double calls) {
    callsPerSecond = calls;
    return credentials.stretch(this);
  }

  /** Credentials as this account has them. */
  AccountCredential credential(CredentialKey name) {
    return credentials.of(this, name);
  }

  /**
   * Takes over what the resource asks for; checks it if that is new.
   *
   * @return the state if it is about these settings; null before a check of them has ended
   */
  @Nullable AccountState declare(AccountSettings wanted) {
    if (isNew(wanted)) {
      requestCheck();
    }
    synchronized (this) {
      return state.stateOf(wanted);
    }
  }

  private synchronized boolean isNew(AccountSettings wanted) {
    if (wanted.equals(settings)) {
      return false;
    }
    settings = wanted;
    settingsAreNews |= state.state() != null;
    return true;
  }

  /** Has the account checked as soon as it is its turn; once, however often it is asked. */
  void requestCheck() {
    checks.request();
  }

  /** Whether the account can be used; null before the first check has ended. */
  synchronized @Nullable AccountState state() {
    return state.state();
  }

  /** Ends all that it would do by itself. */
  synchronized void close() {
    closed = true;
    checks.close();
    cancel();
    credentials.leave(this);
  }

  /**
   * The session to make a call with.
   *
   * @throws CloudException ACCOUNT_NOT_READY if there is none
   */
  ActiveSession session() throws CloudException {
    synchronized (this) {
      var session = state.session();
      if (session != null) {
        return session;
      }
    }
    throw notReady();
  }

  /**
   * A session after one was refused: what somebody else opened meanwhile, or a new one, or the same
   * if there is nothing to open another from.
   *
   * @param mayKeep whether the same may be used on if the identity service is in trouble
   * @throws CloudException if the account cannot be used any more, or not at present
   */
  ActiveSession renew(ActiveSession refused, boolean mayKeep) throws CloudException {
    return checks.renew(refused, mayKeep);
  }

  /** Whether calls may be made. */
  boolean isUsable() {
    var now = state();
    return now != null && now.usable();
  }

  /** The failure of a call that is not made for want of the account. */
  CloudException notReady() {
    var now = state();
    var why =
        now == null || now.usable()
            ? "is not ready yet: its credentials are being checked."
            : "is not ready (%s): %s".formatted(now.reason().value(), now.message());
    return new CloudException(
        Reason.ACCOUNT_NOT_READY, "Not polled: CloudAccount " + key.name() + " " + why);
  }

  /** Whether a session is to be opened now. */
  synchronized boolean needsSession(SessionInputs found, CredentialView view, MonotonicTime now) {
    return state.needsSession(found, view, now);
  }

  /** What the resource asks for at present. */
  synchronized AccountSettings settings() {
    return settings;
  }

  /** Ends a check: plans the next one, and returns what others have to be notified of. */
  synchronized CheckResult endCheck() {
    boolean probeDue = probeAsked && !closed;
    boolean settingsChanged = settingsAreNews && state.isChecked(settings) && !closed;
    probeAsked = false;
    settingsAreNews &= !settingsChanged;
    plan();
    return new CheckResult(settingsChanged, probeDue);
  }

  /** What an API refused to the credentials before may be read with the present ones. */
  synchronized void use(CredentialKey credential) {
    settingsAreNews |= !closed && credentials.use(this, credential);
  }

  /** Lets sources that wait for this account try a call. */
  synchronized void requestProbe() {
    probeAsked = true;
  }

  /**
   * Changes the state, and says so if it says something new.
   *
   * @param basis the settings that the change is about; without effect if there are others by now
   */
  void update(AccountSettings basis, Change change) {
    AccountState news;
    synchronized (this) {
      if (closed
          || !basis.equals(settings)
          || !change.apply(state, context.runtime().monotonic().now())) {
        return;
      }
      news = state.state();
      plan();
    }
    if (news != null) {
      LOG.atInfo()
          .addKeyValue("namespace", key.namespace())
          .addKeyValue("account", key.name())
          .log("account became {}: {}", news.reason().value(), news.message());
    }
    context.listener().stateChanged(key);
  }

  /** Plans the next check again. */
  synchronized void planAgain() {
    plan();
  }

  @GuardedBy("this")
  private void plan() {
    cancel();
    if (!closed) {
      var now = context.runtime().monotonic().now();
      next = context.runtime().scheduler().at(state.nextCheck(now), this::requestCheck);
    }
  }

  @GuardedBy("this")
  private void cancel() {
    if (next != null) {
      next.cancel();
      next = null;
    }
  }

  /** A change of the state; returns whether it says something new. */
  @FunctionalInterface
  interface Change {
    boolean apply(SessionState state, MonotonicTime now);
  }
}
