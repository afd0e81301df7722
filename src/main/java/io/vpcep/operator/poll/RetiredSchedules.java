package io.vpcep.operator.poll;

import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.time.MonotonicTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of sources that nobody watches any more, for as long as they limit the next sweep:
 * a source that is dropped and watched again is paced like one that stays. Not thread-safe: guarded
 * by the lock of the poller.
 */
final class RetiredSchedules {

  private final int most;
  private final Map<SourceKey, SourceSchedule> schedules = new LinkedHashMap<>();

  /**
   * @param most how many are kept
   */
  RetiredSchedules(int most) {
    this.most = most;
  }

  /** Keeps a schedule if it limits anything. */
  void add(SourceKey source, SourceSchedule schedule, MonotonicTime now) {
    dropEldest(now);
    schedule.retire();
    if (schedule.idleSince().isAfter(now)) {
      schedules.put(source, schedule);
    }
  }

  /** Takes out what was kept of a source; null if that is nothing. */
  @Nullable SourceSchedule take(SourceKey source) {
    return schedules.remove(source);
  }

  private void dropEldest(MonotonicTime now) {
    var eldest = schedules.values().iterator();
    while (eldest.hasNext()) {
      if (eldest.next().idleSince().isAfter(now) && schedules.size() < most) {
        return;
      }
      eldest.remove();
    }
  }
}
