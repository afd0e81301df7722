package io.vpcep.operator.decision;

import io.vpcep.operator.api.UnrecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a resource that the API server has not accepted yet, oldest first. */
public final class UnrecordedEvents {

  /** How many entries a status has at most. */
  public static final int MOST = 16;

  private UnrecordedEvents() {}

  /**
   * The events with one more. Where there is no room, the oldest of one reason become one entry. If
   * one of those was recorded already, and only the response was lost, it is counted twice.
   */
  public static List<UnrecordedEvent> append(
      List<UnrecordedEvent> events, EventRecord eventRecord, Instant now) {
    var all = new ArrayList<>(events);
    all.add(
        new UnrecordedEvent(
            eventRecord.reason().value(),
            eventRecord.number(),
            eventRecord.note(),
            eventRecord.seen(),
            StatusTime.format(now),
            null));
    while (all.size() > MOST && mergeOldest(all)) {
      // There are fewer reasons than places: two of one reason are always found.
    }
    return List.copyOf(all);
  }

  /** What a status holds: null rather than an empty list. */
  public static @Nullable List<UnrecordedEvent> orNull(List<UnrecordedEvent> events) {
    return events.isEmpty() ? null : List.copyOf(events);
  }

  private static boolean mergeOldest(List<UnrecordedEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      for (int j = i + 1; j < events.size(); j++) {
        if (events.get(i).reason().equals(events.get(j).reason())) {
          events.set(j, merged(events.get(i), events.get(j)));
          events.remove(i);
          return true;
        }
      }
    }
    return false;
  }

  private static UnrecordedEvent merged(UnrecordedEvent older, UnrecordedEvent later) {
    return new UnrecordedEvent(
        later.reason(),
        later.number(),
        later.note(),
        later.seen(),
        later.time(),
        older.occurrences() + later.occurrences());
  }
}
