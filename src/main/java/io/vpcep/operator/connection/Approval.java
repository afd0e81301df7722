package io.vpcep.operator.connection;

/** Whether new connections of a source wait for acceptance. */
public enum Approval {
  /** They do. */
  REQUIRED,
  /** They are accepted by the cloud itself. */
  NOT_REQUIRED,
  /** The cloud does not say. */
  UNKNOWN
}
