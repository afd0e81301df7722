package io.vpcep.operator.schedule;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Detects work that is due and not done, wherever it waits.
 *
 * @param places each is watched
 */
public record Watchdog(List<MonitoredQueue> places) {

  /**
   * For how long due work may wait while none is done: several times as long as any single call
   * takes, since each ends with a time-out.
   */
  public static final Duration PATIENCE = Duration.ofMinutes(5);

  public Watchdog {
    places = List.copyOf(places);
  }

  /** For how long work has been due in each stage without any being done. */
  public Map<String, Duration> oldestDue() {
    var due = new TreeMap<String, Duration>();
    for (var place : places) {
      due.merge(place.stage(), place.oldestDue(), (a, b) -> a.compareTo(b) > 0 ? a : b);
    }
    return due;
  }

  /** What does not go on, in one line; empty if all does. */
  public String stuck() {
    return oldestDue().entrySet().stream()
        .filter(stage -> stage.getValue().compareTo(PATIENCE) > 0)
        .map(
            stage ->
                "work has been due for %d s in stage %s and none is done"
                    .formatted(stage.getValue().toSeconds(), stage.getKey()))
        .collect(Collectors.joining("; "));
  }
}
