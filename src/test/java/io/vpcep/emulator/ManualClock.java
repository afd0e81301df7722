package io.vpcep.emulator;

import io.vpcep.emulator.world.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A clock and a timer that move when they are told to. */
public final class ManualClock implements InstantSource, Timer {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::due).thenComparing(Task::number));
  private Instant now = NOON;
  private long number;

  private record Task(Instant due, long number, Runnable run) {}

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void after(Duration delay, Runnable task) {
    tasks.add(new Task(now.plus(delay), number++, task));
  }

  /** Lets time pass, and what was to happen in it happen at its time. */
  public void pass(Duration time) {
    Instant end = instant().plus(time);
    for (Task task = next(end); task != null; task = next(end)) {
      task.run().run();
    }
  }

  /** The next task until then, at its time; null when none is left, and it is then. */
  private synchronized @Nullable Task next(Instant end) {
    Task task = tasks.peek();
    if (task == null || task.due().isAfter(end)) {
      now = end;
      return null;
    }
    now = task.due();
    return tasks.poll();
  }
}
