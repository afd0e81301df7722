package io.vpcep.operator.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How often the events of each resource and reason should be recorded. */
public final class Transitions {

  /** The states that a connection may come to, and the reasons of the events that say so. */
  public static final Map<String, String> REASONS =
      Map.of(
          "accepted", "ConnectionAccepted",
          "failed", "ConnectionFailed",
          "rejected", "ConnectionRejected",
          "creating", "ConnectionCreating",
          "pendingAcceptance", "ConnectionPending",
          "deleting", "ConnectionDeleting");

  private final Map<String, Long> counts = new TreeMap<>();

  /**
   * What differs from what was expected.
   *
   * @param lost the transitions that have no event, or too few, each with both counts
   * @param lostCount how many events are missing
   * @param doubled the transitions that have too many events
   * @param doubledCount how many events there are too many
   */
  record Difference(List<String> lost, long lostCount, List<String> doubled, long doubledCount) {}

  /** A connection came to a state. */
  void add(String resource, String state) {
    counts.merge(key(resource, REASONS.getOrDefault(state, "none for " + state)), 1L, Long::sum);
  }

  /** How many there were. */
  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** What the events of one reason of a resource are counted under. */
  static String key(String resource, String reason) {
    return resource + " " + reason;
  }

  /**
   * Compares them with the events.
   *
   * @param events how many were recorded, by {@link #key}
   */
  Difference compare(Map<String, Long> events) {
    var lost = new TreeMap<String, Long>();
    var doubled = new TreeMap<String, Long>();
    var keys = new TreeSet<>(counts.keySet());
    keys.addAll(events.keySet());
    for (var key : keys) {
      long difference = events.getOrDefault(key, 0L) - counts.getOrDefault(key, 0L);
      if (difference != 0) {
        (difference < 0 ? lost : doubled).put(key, Math.abs(difference));
      }
    }
    return new Difference(shown(lost, events), sum(lost), shown(doubled, events), sum(doubled));
  }

  private List<String> shown(Map<String, Long> different, Map<String, Long> events) {
    return different.keySet().stream()
        .map(
            key ->
                "%s: %d events for %d transitions"
                    .formatted(key, events.getOrDefault(key, 0L), counts.getOrDefault(key, 0L)))
        .toList();
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
