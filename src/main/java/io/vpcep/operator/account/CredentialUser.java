package io.vpcep.operator.account;

/** An account as the credentials know it that it uses. */
interface CredentialUser {

  /** Its namespace. */
  String tenant();

  /** Another account has found out about the credentials; starts work elsewhere and returns. */
  void credentialChanged();
}
