package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountState;

/**
 * An account that cannot even be tried; the message says how to fix it, and names keys but never
 * values.
 */
final class UnusableInputsException extends Exception {

  private static final long serialVersionUID = 1L;

  private final AccountState.Reason reason;

  UnusableInputsException(AccountState.Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  AccountState.Reason reason() {
    return reason;
  }
}
