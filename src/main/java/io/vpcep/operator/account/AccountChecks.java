package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;

/**
 * Reads the Secret of one account and opens its sessions, one check at a time: in a task of the
 * account's own, or in a call that was refused.
 */
final class AccountChecks {

  private static final String STAGE = "account";

  private final Account account;
  private final AccountContext context;
  private final TaskKey taskKey;
  private final SessionOpener opener;
  private final CheckTurns turns = new CheckTurns();

  AccountChecks(Account account, AccountContext context) {
    this.account = account;
    this.context = context;
    taskKey = new TaskKey(account.key().namespace(), account.key().name());
    var executor = context.runtime().executor();
    var factory = new SessionFactory(context, responded -> executor.responded(taskKey, responded));
    opener = new SessionOpener(account, context, factory);
  }

  /** Has the account checked as soon as it is its turn; once, however often it is asked. */
  void request() {
    if (!turns.queue()) {
      return;
    }
    try {
      context.runtime().executor().execute(taskKey, Priority.URGENT, this::check);
    } catch (RuntimeException | Error e) {
      turns.notQueued();
      account.planAgain();
      throw e;
    }
  }

  /** Lets no check begin any more. */
  void close() {
    turns.close();
  }

  /** See {@link Account#renew}. */
  ActiveSession renew(ActiveSession refused, boolean mayKeep) throws CloudException {
    if (!turns.beginWithin(context.patience())) {
      account.requestProbe();
      throw account.notReady();
    }
    boolean goesOn = false;
    var settings = account.settings();
    try {
      goesOn = !refused.isSameAs(account.session()) || renewFromSecret(settings, refused, mayKeep);
    } catch (RuntimeException | Error e) {
      failed(settings, e);
    } finally {
      end();
    }
    if (!goesOn) {
      throw account.notReady();
    }
    return account.session();
  }

  /** If the Secret cannot be read at present, what it held is what there is. */
  private boolean renewFromSecret(AccountSettings settings, ActiveSession refused, boolean mayKeep)
      throws CloudException {
    var found = opener.look(settings);
    if (found == null) {
      return refused.isSameAs(account.session())
          && opener.renew(refused, refused.inputs(), mayKeep);
    }
    account.use(found.credential());
    return opener.renew(refused, found, mayKeep);
  }

  /** Reads the Secret, and opens a session where one is needed and may be tried. */
  private void check() {
    if (!turns.begin()) {
      return;
    }
    var settings = account.settings();
    try {
      var found = opener.look(settings);
      if (found != null) {
        check(found);
      }
    } catch (RuntimeException | Error e) {
      failed(settings, e);
    } finally {
      end();
    }
  }

  private void check(SessionInputs found) {
    var credential = account.credential(found.credential());
    account.use(found.credential());
    var view = credential.view();
    var now = context.runtime().monotonic().now();
    if (account.needsSession(found, view, now)) {
      opener.open(found);
    } else {
      account.update(found.settings(), (state, time) -> state.follow(view, time));
    }
    if (credential.view().isProbeDue(now)) {
      account.requestProbe();
    }
  }

  private void failed(AccountSettings settings, Throwable cause) {
    context.runtime().errors().occurred(STAGE, cause);
    account.update(settings, (state, now) -> state.internalError(settings, now));
  }

  private void end() {
    var result = account.endCheck();
    boolean again = turns.end();
    if (result.settingsChanged()) {
      context.listener().settingsChanged(account.key());
    }
    if (result.probeDue()) {
      context.listener().probeDue(account.key());
    }
    if (again) {
      request();
    }
  }
}
