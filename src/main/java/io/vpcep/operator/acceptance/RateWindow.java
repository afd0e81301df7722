package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.MinuteCount;
import io.vpcep.operator.decision.StatusTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many actions were begun within the last hour, to the minute. Counted when they are decided,
 * before they are requested: no crash makes one of them uncounted. What turns out not to have been
 * sent counts no more.
 */
final class RateWindow {

  /** A minute counts until its last moment is an hour ago. */
  private static final Duration COUNTS_FOR = Duration.ofMinutes(61);

  private final @Nullable List<MinuteCount> stored;
  private final Map<String, Integer> live = new LinkedHashMap<>();
  private final Deadlines deadlines;
  private final String minute;
  private boolean isChanged;

  RateWindow(@Nullable List<MinuteCount> stored, Deadlines deadlines, Instant now) {
    this.stored = stored;
    this.deadlines = deadlines;
    this.minute = minute(now);
    if (stored != null) {
      stored.stream()
          .filter(entry -> entry.count() > 0 && !deadlines.isOver(entry.time(), COUNTS_FOR))
          .forEach(entry -> live.merge(entry.time(), entry.count(), Integer::sum));
    }
  }

  private static String minute(Instant time) {
    return StatusTime.format(time.truncatedTo(ChronoUnit.MINUTES));
  }

  int count() {
    return live.values().stream().mapToInt(Integer::intValue).sum();
  }

  void add() {
    isChanged = true;
    live.merge(minute, 1, Integer::sum);
    deadlines.restart(minute, COUNTS_FOR);
  }

  /**
   * What was decided then was not sent.
   *
   * @param decided as the status writes it
   */
  void giveBack(String decided) {
    var time = StatusTime.parse(decided);
    if (time != null && live.containsKey(minute(time))) {
      isChanged = true;
      live.computeIfPresent(minute(time), (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** What the status holds; unchanged while no action is, so that time alone writes nothing. */
  @Nullable List<MinuteCount> toList() {
    if (!isChanged) {
      return stored;
    }
    return live.isEmpty()
        ? null
        : live.entrySet().stream()
            .map(entry -> new MinuteCount(entry.getKey(), entry.getValue()))
            .toList();
  }
}
