package io.vpcep.operator.schedule;

/** What goes first when not everything can. */
public enum Priority {
  /** Somebody waits: a new or changed resource, or one that was asked for. */
  URGENT,
  /** What comes round anyway. */
  NORMAL
}
