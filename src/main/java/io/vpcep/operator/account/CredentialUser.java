package io.vpcep.operator.account;

/** An account as the credentials know it that it uses. */
interface CredentialUser {

  /** Its namespace. */
  String tenant();

  /** How many calls a second its polls take if each interval is kept. */
  double callsPerSecond();

  /** Another account has found out about the credentials; starts work elsewhere and returns. */
  void credentialChanged();
}
