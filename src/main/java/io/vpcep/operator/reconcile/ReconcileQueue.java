package io.vpcep.operator.reconcile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The resources that have to be looked at, each once. A resource that is added while it is looked
 * at is looked at again afterwards, never by two threads at a time. One that failed waits, longer
 * each time; one that somebody else keeps changing, too. Bounded by the number of resources: each
 * has at most one entry, one timer and, for each priority, one task in the executor.
 */
final class ReconcileQueue {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** After so long without a repair, the next one counts as the first. */
  private static final Duration UNDISTURBED = Duration.ofMinutes(2);

  private final KeyedExecutor executor;
  private final Scheduler scheduler;
  private final MonotonicClock clock;
  private final DoubleSupplier random;
  private final Function<ResourceKey, ReconcileResult> work;

  @GuardedBy("this")
  private final Map<ResourceKey, Entry> entries = new HashMap<>();

  @GuardedBy("this")
  private int running;

  @GuardedBy("this")
  private boolean closed;

  /**
   * An empty queue.
   *
   * @param random numbers from 0 to 1, for the jitter
   * @param work looks at a resource; runs in the executor's threads
   */
  ReconcileQueue(
      KeyedExecutor executor,
      Scheduler scheduler,
      MonotonicClock clock,
      DoubleSupplier random,
      Function<ResourceKey, ReconcileResult> work) {
    this.executor = executor;
    this.scheduler = scheduler;
    this.clock = clock;
    this.random = random;
    this.work = work;
  }

  /** Has the resource looked at; sooner if it waits with less priority. */
  synchronized void add(ResourceKey key, Priority priority) {
    if (!closed) {
      var entry = entry(key);
      entry.want(priority);
      submit(key, entry);
    }
  }

  /** Has the resource looked at after a delay, unless that is planned for earlier. */
  synchronized void addAfter(ResourceKey key, Duration delay) {
    if (!closed) {
      requeueAt(key, entry(key), clock.now().plus(delay));
    }
  }

  /** What made resources fail is gone: none of them waits any longer. */
  synchronized void forgetFailures() {
    Map.copyOf(entries)
        .forEach(
            (key, entry) -> {
              entry.failures = 0;
              entry.repairs = 0;
              entry.heldUntil = MonotonicTime.MIN;
              submit(key, entry);
              removeIfIdle(key, entry);
            });
  }

  /** How many resources wait or are looked at. */
  synchronized int size() {
    return entries.size();
  }

  /** Takes nothing any more, and lets what runs come to its end for so long. */
  synchronized void close(Duration patience) {
    closed = true;
    entries.values().forEach(Entry::cancelTimer);
    var end = clock.now().plus(patience);
    try {
      for (var left = patience;
          running > 0 && left.compareTo(Duration.ofMillis(1)) >= 0;
          left = clock.now().until(end)) {
        wait(left.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @GuardedBy("this")
  private Entry entry(ResourceKey key) {
    return entries.computeIfAbsent(key, k -> new Entry());
  }

  @GuardedBy("this")
  private void submit(ResourceKey key, Entry entry) {
    var priority = entry.wanted;
    if (closed || entry.running || priority == null) {
      return;
    }
    if (clock.now().isBefore(entry.heldUntil)) {
      requeueAt(key, entry, entry.heldUntil);
    } else if (entry.submitted.add(priority)) {
      executor.execute(key.taskKey(), priority, () -> run(key, priority));
    }
  }

  private void run(ResourceKey key, Priority priority) {
    if (!begin(key, priority)) {
      return;
    }
    var result = ReconcileResult.failed(null);
    try {
      result = work.apply(key);
    } finally {
      end(key, result);
    }
    if (result.responded() != null) {
      executor.responded(key.taskKey(), result.responded());
    }
  }

  /** False if the task has nothing to do: another one of the resource has done it. */
  private synchronized boolean begin(ResourceKey key, Priority priority) {
    var entry = entries.get(key);
    if (entry == null) {
      return false;
    }
    entry.submitted.remove(priority);
    if (closed || entry.running || entry.wanted == null || clock.now().isBefore(entry.heldUntil)) {
      removeIfIdle(key, entry);
      return false;
    }
    entry.wanted = null;
    entry.cancelTimer();
    entry.running = true;
    running++;
    return true;
  }

  private synchronized void end(ResourceKey key, ReconcileResult result) {
    var entry = entry(key);
    entry.running = false;
    running--;
    notifyAll();
    switch (result.end()) {
      case FAILED -> {
        entry.failures++;
        hold(entry, entry.failures);
        entry.want(Priority.NORMAL);
      }
      case REPAIRED -> {
        entry.failures = 0;
        entry.repairs = isUndisturbed(entry) ? 1 : entry.repairs + 1;
        entry.repairedAt = clock.now();
        hold(entry, entry.repairs);
      }
      case GONE -> {
        entry.failures = 0;
        entry.repairs = 0;
      }
      case DONE -> {
        entry.failures = 0;
        entry.repairs = isUndisturbed(entry) ? 0 : entry.repairs;
      }
    }
    if (result.requeueAfter() != null) {
      requeueAt(key, entry, clock.now().plus(result.requeueAfter()));
    }
    submit(key, entry);
    removeIfIdle(key, entry);
  }

  @GuardedBy("this")
  private boolean isUndisturbed(Entry entry) {
    return entry.repairedAt.plus(UNDISTURBED).isBefore(clock.now());
  }

  /** The jitter shortens a pause by a quarter at most. */
  @GuardedBy("this")
  private void hold(Entry entry, int times) {
    var pause = ExponentialBackoff.doubled(FIRST_PAUSE, times, LONGEST_PAUSE);
    long shortened = (long) (pause.toMillis() * 0.25 * random.getAsDouble());
    entry.heldUntil = clock.now().plus(pause.minusMillis(shortened));
  }

  /** Keeps the earlier of two timers. */
  @GuardedBy("this")
  private void requeueAt(ResourceKey key, Entry entry, MonotonicTime when) {
    if (closed || (entry.timer != null && !when.isBefore(entry.timerAt))) {
      return;
    }
    entry.cancelTimer();
    entry.timerAt = when;
    entry.timer = scheduler.at(when, () -> due(key));
  }

  private synchronized void due(ResourceKey key) {
    var entry = entries.get(key);
    if (entry != null) {
      entry.timer = null;
      entry.want(Priority.NORMAL);
      submit(key, entry);
    }
  }

  @GuardedBy("this")
  private void removeIfIdle(ResourceKey key, Entry entry) {
    if (entry.isIdle()) {
      entries.remove(key);
    }
  }

  /** One resource that waits, is looked at, or has failed. */
  private static final class Entry {

    /** What the executor was given and has not begun. */
    private final Set<Priority> submitted = EnumSet.noneOf(Priority.class);

    private @Nullable Priority wanted;
    private boolean running;
    private int failures;
    private int repairs;
    private MonotonicTime repairedAt = MonotonicTime.MIN;
    private MonotonicTime heldUntil = MonotonicTime.MIN;
    private Scheduler.@Nullable Entry timer;
    private MonotonicTime timerAt = MonotonicTime.MAX;

    void want(Priority priority) {
      if (wanted == null || priority.compareTo(wanted) < 0) {
        wanted = priority;
      }
    }

    void cancelTimer() {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }

    boolean isIdle() {
      return wanted == null
          && !running
          && timer == null
          && submitted.isEmpty()
          && failures == 0
          && repairs == 0;
    }
  }
}
