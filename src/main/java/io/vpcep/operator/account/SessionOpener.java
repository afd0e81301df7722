package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.account.SessionInputs.UnreadableSecretException;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.auth.AccessKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the Secret and opens the sessions of one account, as the credentials' pace allows, and says
 * in its state and at the credentials what came of it. For one thread at a time; holds no lock.
 */
record SessionOpener(Account account, AccountContext context, SessionFactory factory) {

  private static final Logger LOG = LoggerFactory.getLogger(SessionOpener.class);

  /** What a session can be opened from; null, with the state set, if that is not enough. */
  @Nullable SessionInputs look(AccountSettings wanted) {
    try {
      return SessionInputs.of(account.key(), wanted, context.clouds(), context.secrets());
    } catch (UnusableInputsException e) {
      account.update(
          wanted,
          (state, now) -> state.unusable(wanted, e.reason(), requireNonNull(e.getMessage()), now));
    } catch (UnreadableSecretException e) {
      LOG.atWarn()
          .addKeyValue("namespace", account.key().namespace())
          .addKeyValue("account", account.key().name())
          .addKeyValue("secret", wanted.secretName())
          .log("cannot read the Secret of the account: {}", e.getMessage());
      account.update(wanted, (state, now) -> state.unreadable(wanted, now));
    }
    return null;
  }

  /** Opens a session from inputs that are new, or whose session is to be renewed. */
  void open(SessionInputs found) {
    if (found.credentials() instanceof Credentials.Token) {
      opened(requireNonNull(factory.openWithoutIdentityService(found)));
      return;
    }
    var permit = credential(found).beginLogin();
    if (permit instanceof LoginPermit.Held held) {
      hold(found, held);
      return;
    }
    try (var granted = (LoginPermit.Granted) permit) {
      logIn(found);
    }
  }

  /**
   * Sees after a refusal of a session whether there is a better one.
   *
   * @param mayKeep whether the session may go on being used if the identity service is unavailable
   * @return false if the credentials are refused as a whole
   */
  boolean renew(ActiveSession refused, SessionInputs found, boolean mayKeep) {
    if (!found.equals(refused.inputs())) {
      open(found);
      return true;
    }
    if (found.credentials() instanceof Credentials.Key key) {
      return verify(found, key.key());
    }
    return !refused.isRenewable() || logInAgain(found, mayKeep);
  }

  private void hold(SessionInputs found, LoginPermit.Held held) {
    var silence = held.silence();
    if (held.why() != LoginPermit.Why.OTHERS_TRY || silence == null) {
      var view = credential(found).view();
      account.update(found.settings(), (state, now) -> state.held(found, held, view, now));
      return;
    }
    var unasked = factory.openWithoutIdentityService(found);
    if (unasked == null) {
      notOpened(found, silence, true);
    } else {
      opened(unasked);
    }
  }

  private void logIn(SessionInputs found) {
    try {
      var result = factory.open(found);
      identityAnswered(found, result.silence());
      opened(result.session());
    } catch (CloudException e) {
      notLoggedIn(found, e.failure(), true);
    }
  }

  private void notLoggedIn(SessionInputs found, CloudFailure failure, boolean mayKeep) {
    if (failure.reason() == Reason.UNAUTHORIZED) {
      refused(found, failure);
      return;
    }
    identityAnswered(found, failure.reason() == Reason.PROJECT_NOT_FOUND ? null : failure);
    notOpened(found, failure, mayKeep);
  }

  private boolean logInAgain(SessionInputs found, boolean mayKeep) {
    try {
      var result = factory.open(found);
      identityAnswered(found, result.silence());
      opened(result.session());
      return true;
    } catch (CloudException e) {
      if (!mayKeep || !isUnreachable(e.failure())) {
        notLoggedIn(found, e.failure(), false);
      }
      return e.failure().reason() != Reason.UNAUTHORIZED;
    }
  }

  private boolean verify(SessionInputs found, AccessKey key) {
    try {
      identityAnswered(found, factory.verify(found, key));
      return true;
    } catch (CloudException e) {
      refused(found, e.failure());
      return false;
    }
  }

  /** Tells the credentials that they are accepted, or why the identity service is silent. */
  private void identityAnswered(SessionInputs found, @Nullable CloudFailure silence) {
    if (silence == null) {
      credential(found).identityAccepted();
    } else {
      credential(found).identityUnreachable(silence);
    }
  }

  private void refused(SessionInputs found, CloudFailure failure) {
    credential(found).identityRefused(failure);
    var view = credential(found).view();
    account.update(found.settings(), (state, now) -> state.refused(found, view, now));
  }

  private void opened(ActiveSession fresh) {
    var view = credential(fresh.inputs()).view();
    account.update(fresh.inputs().settings(), (state, now) -> state.opened(fresh, view, now));
  }

  private void notOpened(SessionInputs found, CloudFailure failure, boolean mayKeep) {
    var view = credential(found).view();
    account.update(
        found.settings(), (state, now) -> state.notOpened(found, failure, mayKeep, view, now));
  }

  private AccountCredential credential(SessionInputs found) {
    return account.credential(found.credential());
  }

  private static boolean isUnreachable(CloudFailure failure) {
    return failure.reason().isTransient() || failure.reason() == Reason.INVALID_RESPONSE;
  }
}
