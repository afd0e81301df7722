package io.vpcep.operator.acceptance;

/** Why a connection waits that a rule decides. Limits are in the order in which they are shown. */
enum WaitReason {
  /** Enough was decided on this list. */
  PER_SWEEP("for limits.perSweep (%s)"),
  /** Enough was done within the hour. */
  PER_HOUR("for limits.perHour (%s)"),
  /** Its domain has enough connections. */
  PER_DOMAIN("for maxConnectionsPerDomain"),
  /** Nothing comes of what was decided before. */
  OPEN("for %s earlier decisions whose connections are still pending"),
  /** The cloud accepted the action, and the connection is still pending. */
  CLOUD("for the cloud to complete an action that it accepted more than %s ago"),
  /** It is not pending for long enough. */
  AGE,
  /** How many connections its domain has is not known. */
  NOT_WHOLE,
  /** It was decided on this list, and nothing came of it. */
  NEXT_LIST,
  /** The cloud asked for a later attempt. */
  HELD,
  /** The policy does not act. */
  IDLE;

  private final String phrase;

  WaitReason() {
    this("");
  }

  WaitReason(String phrase) {
    this.phrase = phrase;
  }

  /** Whether the policy has reached a limit. */
  boolean isLimit() {
    return !phrase.isEmpty();
  }

  /** Which limit it waits for. */
  String phrase(String figure) {
    return phrase.formatted(figure);
  }
}
