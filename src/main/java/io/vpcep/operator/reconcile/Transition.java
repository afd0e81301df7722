package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.StatusTime;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A transition to be recorded as an event.
 *
 * @param eventRecord what happened
 * @param time when
 * @param occurrences how many transitions it stands for, at least 1
 * @param isInStatus whether its number stands in the status already, so that no other transition of
 *     the resource can have it or a later one
 */
record Transition(EventRecord eventRecord, Instant time, long occurrences, boolean isInStatus) {

  /** A transition that was just decided. */
  static Transition decided(EventRecord eventRecord, Instant now) {
    return new Transition(eventRecord, now, 1, false);
  }

  /** A transition that waits in a status; null if somebody has put something else there. */
  static @Nullable Transition of(UnrecordedEvent event, Instant now) {
    var reason = EventRecord.Reason.of(event.reason());
    return reason == null
        ? null
        : new Transition(
            new EventRecord(reason, event.note(), event.number(), event.seen()),
            Objects.requireNonNullElse(StatusTime.parse(event.time()), now),
            event.occurrences(),
            true);
  }

  EventRecord.Reason reason() {
    return eventRecord.reason();
  }
}
