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
 * @param sweepBefore when the list before that was read: the one decided on was not begun earlier
 * @param decided by endpoint, the numbers of the decisions on that list
 * @param periods when periods end that began at a time of the status
 * @param firstSeen by endpoint, since when a connection waits of which the cloud does not say so
 * @param held until when nothing is decided for an endpoint; of the empty one, for all
 * @param possiblyAccepted by endpoint that may have been accepted, until when that may have been
 * @param needsWholeList whether a connection waits for a list that was read as a whole
 */
public record AcceptanceMemory(
    String uid,
    MonotonicTime sweep,
    MonotonicTime sweepBefore,
    Map<String, Long> decided,
    Map<Period, MonotonicTime> periods,
    Map<String, MonotonicTime> firstSeen,
    Map<String, MonotonicTime> held,
    Map<String, MonotonicTime> possiblyAccepted,
    boolean needsWholeList) {

  /** What a process knows that has not decided yet. */
  public static final AcceptanceMemory NONE =
      new AcceptanceMemory(
          "",
          MonotonicTime.MIN,
          MonotonicTime.MIN,
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          Map.of(),
          false);

  public AcceptanceMemory {
    decided = Map.copyOf(decided);
    periods = Map.copyOf(periods);
    firstSeen = Map.copyOf(firstSeen);
    held = Map.copyOf(held);
    possiblyAccepted = Map.copyOf(possiblyAccepted);
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
