package io.vpcep.operator.support;

import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Clocks that stand still until time passes, and the scheduler that goes by the monotonic one. The
 * wall clock can be set besides.
 */
public final class FakeClock extends Clock implements Scheduler, MonotonicClock {

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparing(Task::when).thenComparing(Task::number));
  private MonotonicTime now = new MonotonicTime(0);
  private Instant wallAtZero;
  private long count;

  public FakeClock(Instant start) {
    wallAtZero = start;
  }

  /** Lets time pass, and runs what comes due at its time. */
  public void pass(Duration duration) {
    var end = now.plus(duration);
    for (var task = tasks.peek(); task != null && !task.when.isAfter(end); task = tasks.peek()) {
      tasks.remove();
      now = MonotonicTime.later(task.when, now);
      task.work.run();
    }
    now = MonotonicTime.later(end, now);
  }

  /** Lets time pass until the wall clock shows this, and runs what comes due at its time. */
  public void passUntil(Instant end) {
    pass(Duration.between(instant(), end));
  }

  /** Sets the wall clock; no time passes. */
  public void setWall(Instant time) {
    wallAtZero = time.minusNanos(now.nanos());
  }

  /** Runs what comes next although its time has not come. */
  public void runNextBeforeItsTime() {
    tasks.remove().work.run();
  }

  /** How much is planned. */
  public int planned() {
    return tasks.size();
  }

  /** Both clocks. */
  public Now read() {
    return new Now(instant(), now);
  }

  @Override
  public Entry at(MonotonicTime when, Runnable work) {
    var task = new Task(when, count++, work);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  @Override
  public MonotonicTime now() {
    return now;
  }

  @Override
  public Instant instant() {
    return wallAtZero.plusNanos(now.nanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("only UTC");
  }

  private record Task(MonotonicTime when, long number, Runnable work) {}
}
