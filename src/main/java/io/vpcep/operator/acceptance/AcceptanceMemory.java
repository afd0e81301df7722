package io.vpcep.operator.acceptance;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Map;

/**
 * What is remembered of a policy from one decision to the next. Losing it, as a new process does,
 * makes nothing happen twice: what matters stands in the status.
 *
 * @param uid of the policy: one that is created again under its name is another
 * @param sweep when the list was read that was decided on last
 * @param decided by endpoint, the numbers of the decisions on that list
 * @param periods when periods end that began at a time of the status
 * @param firstSeen by endpoint, since when a connection waits of which the cloud does not say so
 * @param held until when nothing is decided for an endpoint; of the empty one, for all
 * @param needsWholeList whether a connection waits for a list that was read as a whole
 */
public record AcceptanceMemory(
    String uid,
    MonotonicTime sweep,
    Map<String, Long> decided,
    Map<Period, MonotonicTime> periods,
    Map<String, MonotonicTime> firstSeen,
    Map<String, MonotonicTime> held,
    boolean needsWholeList) {

  /** What a process knows that has not decided yet. */
  public static final AcceptanceMemory NONE =
      new AcceptanceMemory("", MonotonicTime.MIN, Map.of(), Map.of(), Map.of(), Map.of(), false);

  public AcceptanceMemory {
    decided = Map.copyOf(decided);
    periods = Map.copyOf(periods);
    firstSeen = Map.copyOf(firstSeen);
    held = Map.copyOf(held);
  }

  /**
   * A time of the status, and how long what began then lasts.
   *
   * @param begin as the status writes it
   */
  public record Period(String begin, Duration length) {}

  /** This, if it is of the policy with this uid. */
  public AcceptanceMemory of(String policyUid) {
    return uid.equals(policyUid) ? this : NONE;
  }
}
