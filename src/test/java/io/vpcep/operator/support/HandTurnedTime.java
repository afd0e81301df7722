package io.vpcep.operator.support;

import io.vpcep.operator.schedule.Agenda;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that stands still until it is turned, and the agenda that goes by it. */
public final class HandTurnedTime extends Clock implements Agenda {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::when).thenComparing(Task::number));
  private Instant now;
  private long count;

  public HandTurnedTime(Instant start) {
    now = start;
  }

  /** Lets time pass, and runs what comes due at its time. */
  public void pass(Duration duration) {
    passUntil(now.plus(duration));
  }

  /** Lets time pass until then, and runs what comes due at its time. */
  public void passUntil(Instant end) {
    for (var task = tasks.peek(); task != null && !task.when.isAfter(end); task = tasks.peek()) {
      tasks.remove();
      now = task.when.isAfter(now) ? task.when : now;
      task.work.run();
    }
    now = end.isAfter(now) ? end : now;
  }

  /** Runs what comes next although its time has not come. */
  public void runNextBeforeItsTime() {
    tasks.remove().work.run();
  }

  /** How much is planned. */
  public int planned() {
    return tasks.size();
  }

  @Override
  public Entry at(Instant when, Runnable work) {
    var task = new Task(when, count++, work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }

  private record Task(Instant when, long number, Runnable work) {}
}
