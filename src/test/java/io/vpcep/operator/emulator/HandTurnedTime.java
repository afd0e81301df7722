package io.vpcep.operator.emulator;

import io.vpcep.operator.emulator.world.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A clock and a timer that move when they are told to. */
public final class HandTurnedTime implements InstantSource, Timer {

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private volatile Instant now = NOON;
  private final List<Task> tasks = new ArrayList<>();

  private record Task(Instant due, Runnable run) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void after(Duration delay, Runnable task) {
    tasks.add(new Task(now.plus(delay), task));
  }

  /** Lets time pass, and what was to happen in it happen at its time. */
  public void pass(Duration time) {
    Instant end = now.plus(time);
    List<Task> due = tasks.stream().filter(task -> !task.due().isAfter(end)).toList();
    tasks.removeAll(due);
    due.stream()
        .sorted(Comparator.comparing(Task::due))
        .forEach(
            task -> {
              now = task.due();
              task.run().run();
            });
    now = end;
  }
}
