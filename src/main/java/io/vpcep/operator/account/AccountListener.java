package io.vpcep.operator.account;

import io.vpcep.operator.connection.AccountKey;

/** Hears of what becomes of accounts. */
public interface AccountListener {

  /** The account's state is another; it may be gone. */
  void stateChanged(AccountKey key);

  /** The account asks for another cloud, region, project or Secret, and was checked since. */
  void settingsChanged(AccountKey key);

  /** A refused account waits for somebody to make a call with it. */
  void trialDue(AccountKey key);
}
