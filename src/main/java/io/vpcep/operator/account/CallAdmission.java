package io.vpcep.operator.account;

/** Whether a call may be made with credentials. */
enum CallAdmission {
  /** Yes, besides any others. */
  FREE,
  /** Yes, and no other until its outcome is known. */
  TURN,
  /** Once the call is over that has the turn. */
  WAIT,
  /** Not before the next probe: the credentials are refused, or must not be tried at present. */
  NOT_NOW,
  /** Not before the next probe: this API refuses the credentials. */
  API_REFUSED
}
