package io.vpcep.operator.connection;

/** What the error code of a failed {@link CloudAction} says of the action itself. */
public enum ActionRefusal {
  /** It was done before. */
  ALREADY_DONE,
  /** The endpoint is being created: the action has to wait. */
  IN_TRANSITION,
  /** The endpoint is being deleted, does not exist, or is not connected to the source. */
  GONE,
  /** The connection's state does not allow it, now or later. */
  NOT_ALLOWED,
  /** The endpoint, its owner or the whitelist does not allow it as long as that does not change. */
  NOT_YET,
  /** The operator asked for what the API does not know. */
  MALFORMED,
  /** Nothing; the failure says what is known. */
  NONE
}
