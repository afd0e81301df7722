package io.vpcep.operator.schedule;

import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The scheduler of a running operator: one thread that waits on the monotonic clock. */
public final class TimerScheduler implements Scheduler, MonitoredQueue, AutoCloseable {

  private static final String STAGE = "timer";

  private final MonotonicClock clock;
  private final InternalErrors errors;
  private final ScheduledThreadPoolExecutor timer;

  /**
   * A scheduler that runs nothing yet.
   *
   * @param clock the one that the tasks' times are read from
   */
  public TimerScheduler(MonotonicClock clock, InternalErrors errors) {
    this.clock = clock;
    this.errors = errors;
    this.timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, STAGE));
    timer.setRemoveOnCancelPolicy(true);
    // Callers that plan something while the operator stops need not know that it stops.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public Entry at(MonotonicTime when, Runnable task) {
    long nanos = TimeUnit.NANOSECONDS.convert(clock.now().until(when));
    var future = timer.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  private void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      errors.occurred(STAGE, e);
    }
  }

  @Override
  public String stage() {
    return STAGE;
  }

  @Override
  public Duration oldestDue() {
    return timer.getQueue().peek() instanceof Delayed next
        ? Duration.ofNanos(Math.max(0, -next.getDelay(TimeUnit.NANOSECONDS)))
        : Duration.ZERO;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
