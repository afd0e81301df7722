package io.vpcep.operator.account;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.AccountState;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.time.MonotonicTime;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: a serial actor that reads its Secret and opens its sessions, in its lane or in a
 * call that was refused. What it knows is a {@link SessionState}, guarded by a lock that is held
 * neither while anything is read or asked nor while anybody is notified.
 */
final class Account implements CredentialUser {

  private static final Logger LOG = LoggerFactory.getLogger(Account.class);
  private static final String STAGE = "account";

  private final AccountKey key;
  private final String uid;
  private final AccountContext context;
  private final CredentialRegistry credentials;
  private final SessionOpener opener;
  private final TaskKey taskKey;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition idle = lock.newCondition();

  @GuardedBy("lock")
  private final SessionState state;

  @GuardedBy("lock")
  private AccountSettings settings;

  /** The settings of the check that runs or was the last. */
  @GuardedBy("lock")
  private AccountSettings checked;

  @GuardedBy("lock")
  private Scheduler.@Nullable Entry next;

  @GuardedBy("lock")
  private boolean busy;

  /** Whether a check waits for its lane's turn. */
  @GuardedBy("lock")
  private boolean queued;

  @GuardedBy("lock")
  private boolean checkAsked;

  @GuardedBy("lock")
  private boolean probeAsked;

  @GuardedBy("lock")
  private boolean settingsAreNews;

  @GuardedBy("lock")
  private boolean closed;

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
    this.checked = settings;
    this.settingsAreNews = replaces;
    this.context = context;
    this.credentials = context.credentials();
    this.taskKey = new TaskKey(key.namespace(), key.name());
    this.state = new SessionState(context.backOff());
    var factory =
        new SessionFactory(
            context.iam(),
            credentials,
            context.clock(),
            context.monotonic(),
            answers -> context.executor().answered(taskKey, answers));
    this.opener = new SessionOpener(key, this, context, factory);
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

  /** Takes over what the resource asks for; checks it if that is new. */
  void declare(AccountSettings wanted) {
    lock.lock();
    try {
      if (wanted.equals(settings)) {
        return;
      }
      settings = wanted;
      settingsAreNews |= state.state() != null;
    } finally {
      lock.unlock();
    }
    requestCheck();
  }

  /** Has the account checked as soon as it is its lane's turn; once, however often it is asked. */
  void requestCheck() {
    lock.lock();
    try {
      if (queued) {
        return;
      }
      queued = true;
    } finally {
      lock.unlock();
    }
    enqueue();
  }

  private void enqueue() {
    try {
      context.executor().execute(taskKey, Priority.URGENT, this::check);
    } catch (RuntimeException | Error e) {
      lock.lock();
      try {
        queued = false;
        plan();
      } finally {
        lock.unlock();
      }
      throw e;
    }
  }

  /** Whether the account can be used; null before the first check has ended. */
  @Nullable AccountState state() {
    lock.lock();
    try {
      return state.state();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all that it would do by itself. */
  void close() {
    lock.lock();
    try {
      closed = true;
      cancel();
      credentials.leave(this);
    } finally {
      lock.unlock();
    }
  }

  /**
   * The session to make a call with.
   *
   * @throws CloudException ACCOUNT_NOT_READY if there is none
   */
  ActiveSession session() throws CloudException {
    lock.lock();
    try {
      var session = state.session();
      if (session != null) {
        return session;
      }
    } finally {
      lock.unlock();
    }
    throw notReady();
  }

  /**
   * Lets a call be made with a session.
   *
   * @throws CloudException if none may be made at present, with that session or of that API
   */
  CallPermit admit(ActiveSession session, ApiKey api) throws CloudException {
    var permit = credentials.admit(this, session.credential(), api);
    if (permit != null) {
      return permit;
    }
    if (isUsable()) {
      requestProbe();
    }
    throw notReady();
  }

  /** Waits until the call budget allows one more call. */
  void awaitBudget(ActiveSession session, Priority priority) throws CloudException {
    credentials.limiter(session.credential()).take(priority);
  }

  /** Takes over what a call has shown about the credentials of a session. */
  void follow(ActiveSession session) {
    var view = credentials.view(session.credential());
    update(
        session.inputs().settings(),
        (state, now) -> session.isSameAs(state.session()) && state.follow(view, now));
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
            ? ": its credentials are being checked."
            : " (" + now.reason().value() + "): " + now.message();
    return new CloudException(
        Reason.ACCOUNT_NOT_READY, "CloudAccount " + key.name() + " is not ready" + why);
  }

  /**
   * A session after one was refused: what somebody else opened meanwhile, or a new one, or the same
   * if there is nothing to open another from.
   *
   * @param mayKeep whether the same may be used on if the identity service is in trouble
   * @throws CloudException if the account cannot be used any more, or not at present
   */
  ActiveSession renew(ActiveSession refused, boolean mayKeep) throws CloudException {
    if (!beginWithin(context.patience().toNanos())) {
      requestProbe();
      throw notReady();
    }
    boolean goesOn = false;
    try {
      goesOn = !refused.isSameAs(session()) || renewFromSecret(refused, mayKeep);
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      end();
    }
    if (!goesOn) {
      throw notReady();
    }
    return session();
  }

  /** If the Secret cannot be read at present, what it held is what there is. */
  private boolean renewFromSecret(ActiveSession refused, boolean mayKeep) throws CloudException {
    var found = look();
    if (found == null) {
      return refused.isSameAs(session()) && opener.renew(refused, refused.inputs(), mayKeep);
    }
    use(found.credential());
    return opener.renew(refused, found, mayKeep);
  }

  /** Looks at the Secret, and opens a session where one is needed and may be tried. */
  private void check() {
    if (!begin()) {
      return;
    }
    try {
      var found = look();
      if (found != null) {
        check(found);
      }
    } catch (RuntimeException | Error e) {
      failed(e);
    } finally {
      end();
    }
  }

  private void check(SessionInputs found) {
    var credential = found.credential();
    use(credential);
    var view = credentials.view(credential);
    var now = context.monotonic().now();
    if (needsSession(found, view, now)) {
      opener.open(found);
    } else {
      update(found.settings(), (state, time) -> state.follow(view, time));
    }
    if (credentials.view(credential).isProbeDue(now)) {
      requestProbe();
    }
  }

  private boolean needsSession(SessionInputs found, CredentialView view, MonotonicTime now) {
    lock.lock();
    try {
      return state.needsSession(found, view, now);
    } finally {
      lock.unlock();
    }
  }

  /** What a session can be opened from; null, with the state set, if that is not enough. */
  private @Nullable SessionInputs look() {
    AccountSettings wanted;
    lock.lock();
    try {
      wanted = settings;
      checked = wanted;
    } finally {
      lock.unlock();
    }
    return opener.look(wanted);
  }

  private void failed(Throwable cause) {
    context.errors().occurred(STAGE, cause);
    update(null, SessionState::internalError);
  }

  /** What an API refused to the credentials before may be read with the present ones. */
  private void use(CredentialKey credential) {
    lock.lock();
    try {
      settingsAreNews |= !closed && credentials.use(this, credential);
    } finally {
      lock.unlock();
    }
  }

  private void requestProbe() {
    lock.lock();
    try {
      probeAsked = true;
    } finally {
      lock.unlock();
    }
  }

  /** Begins a check; if one runs, there will be another after it. */
  private boolean begin() {
    lock.lock();
    try {
      queued = false;
      if (busy) {
        checkAsked = true;
      }
      boolean begins = !busy && !closed;
      busy |= begins;
      return begins;
    } finally {
      lock.unlock();
    }
  }

  private boolean beginWithin(long nanos) throws CloudException {
    lock.lock();
    try {
      for (long left = nanos; busy; left = idle.awaitNanos(left)) {
        if (left <= 0) {
          return false;
        }
      }
      busy = true;
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloudException(Reason.CLOUD_UNAVAILABLE, "the call was interrupted");
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    boolean settingsChanged;
    boolean probeDue;
    boolean again;
    lock.lock();
    try {
      busy = false;
      idle.signal();
      again = checkAsked && !closed;
      probeDue = probeAsked && !closed;
      settingsChanged =
          settingsAreNews && checked.equals(settings) && state.state() != null && !closed;
      checkAsked = false;
      probeAsked = false;
      settingsAreNews &= !settingsChanged;
      plan();
    } finally {
      lock.unlock();
    }
    if (settingsChanged) {
      context.listener().settingsChanged(key);
    }
    if (probeDue) {
      context.listener().probeDue(key);
    }
    if (again) {
      requestCheck();
    }
  }

  /**
   * Changes the state, and says so if it says something new.
   *
   * @param basis the settings that the change is about; without effect if there are others by now
   */
  void update(@Nullable AccountSettings basis, Change change) {
    AccountState news;
    lock.lock();
    try {
      boolean counts = !closed && (basis == null || basis.equals(settings));
      if (!counts || !change.apply(state, context.monotonic().now())) {
        return;
      }
      news = state.state();
      plan();
    } finally {
      lock.unlock();
    }
    if (news != null) {
      LOG.info("account {}: {}: {}", key, news.reason().value(), news.message());
    }
    context.listener().stateChanged(key);
  }

  @GuardedBy("lock")
  private void plan() {
    cancel();
    if (!closed) {
      var now = context.monotonic().now();
      next = context.scheduler().at(state.nextCheck(now), this::requestCheck);
    }
  }

  @GuardedBy("lock")
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
