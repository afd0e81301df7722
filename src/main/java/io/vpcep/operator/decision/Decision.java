package io.vpcep.operator.decision;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one look concluded. Nothing in here has been sent anywhere yet.
 *
 * @param status what the resource's status should be; equal to the present one when nothing is to
 *     be written
 * @param eventSequence the events to record before the status is written
 * @param requeueAfter how long to wait until it is decided again even if nothing new is seen; null
 *     for never
 */
public record Decision<S>(
    S status, List<EventRecord> eventSequence, @Nullable Duration requeueAfter) {

  public Decision {
    eventSequence = List.copyOf(eventSequence);
  }

  /** The same, decided again after so long at the latest; null for whenever it is anyway. */
  public Decision<S> within(@Nullable Duration delay) {
    return delay == null || (requeueAfter != null && requeueAfter.compareTo(delay) <= 0)
        ? this
        : new Decision<>(status, eventSequence, delay);
  }
}
