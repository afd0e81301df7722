package io.vpcep.operator.acceptance;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Until when the cloud asked to wait, for one endpoint or for all. */
final class RetryAfterHolds {

  /** How long, where the cloud does not say. */
  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** However long the cloud asks for. */
  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String ALL = "";

  private final Map<String, MonotonicTime> ends = new HashMap<>();
  private final MonotonicTime now;

  RetryAfterHolds(Map<String, MonotonicTime> known, MonotonicTime now) {
    this.now = now;
    known.forEach(
        (endpoint, end) -> {
          if (end.isAfter(now)) {
            ends.put(endpoint, end);
          }
        });
  }

  void holdAll(@Nullable Duration patience) {
    hold(ALL, patience);
  }

  void hold(String endpointId, @Nullable Duration patience) {
    var asked = patience == null ? PATIENCE : patience;
    ends.put(endpointId, now.plus(asked.compareTo(LONGEST) > 0 ? LONGEST : asked));
  }

  boolean isHeld(String endpointId) {
    return ends.containsKey(ALL) || ends.containsKey(endpointId);
  }

  Map<String, MonotonicTime> toMap() {
    return ends;
  }
}
