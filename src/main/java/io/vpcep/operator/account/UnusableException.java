package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountState;

/**
 * An account that cannot even be tried; the message says how to mend it, and names keys but never
 * values.
 */
final class UnusableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AccountState.Reason reason;

  UnusableException(AccountState.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  AccountState.Reason reason() {
    return reason;
  }
}
