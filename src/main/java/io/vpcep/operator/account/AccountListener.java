package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountKey;

/**
 * Is notified of changes of accounts. The methods may be called from any thread, and no lock of an
 * account is held meanwhile; they start work elsewhere and return.
 */
public interface AccountListener {

  /** The account's state is another; it may be gone. */
  void stateChanged(AccountKey key);

  /**
   * The account reads another cloud, region or project, uses other credentials where an API had
   * refused the ones before, or is another account under the same name; it was checked since.
   */
  void settingsChanged(AccountKey key);

  /** The account waits for a call to be made with it: what could not be read for want of it. */
  void probeDue(AccountKey key);
}
