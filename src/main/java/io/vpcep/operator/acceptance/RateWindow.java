package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.MinuteCount;
import io.vpcep.operator.decision.StatusTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many actions were begun within the last hour, to the minute. Counted when they are decided,
 * before they are requested: no crash makes one of them uncounted.
 */
final class RateWindow {

  /** A minute counts until its last moment is an hour ago. */
  private static final Duration COUNTS_FOR = Duration.ofMinutes(61);

  private final @Nullable List<MinuteCount> stored;
  private final List<MinuteCount> live = new ArrayList<>();
  private final Periods periods;
  private final String minute;
  private int added;

  RateWindow(@Nullable List<MinuteCount> stored, Periods periods, Instant now) {
    this.stored = stored;
    this.periods = periods;
    this.minute = StatusTime.format(now.truncatedTo(ChronoUnit.MINUTES));
    if (stored != null) {
      stored.stream().filter(entry -> !periods.isOver(entry.time(), COUNTS_FOR)).forEach(live::add);
    }
  }

  int count() {
    return live.stream().mapToInt(entry -> Math.max(0, entry.count())).sum() + added;
  }

  void add() {
    added++;
    periods.restart(minute, COUNTS_FOR);
  }

  /** What the status holds; unchanged while nothing is added, so that time alone writes nothing. */
  @Nullable List<MinuteCount> toList() {
    if (added == 0) {
      return stored;
    }
    var next = new ArrayList<MinuteCount>();
    int same = 0;
    for (var entry : live) {
      if (entry.time().equals(minute)) {
        same += entry.count();
      } else {
        next.add(entry);
      }
    }
    next.add(new MinuteCount(minute, same + added));
    return next;
  }
}
