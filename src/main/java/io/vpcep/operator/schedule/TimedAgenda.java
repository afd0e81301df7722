package io.vpcep.operator.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The agenda of a running operator: one thread that waits. */
public final class TimedAgenda implements Agenda, AutoCloseable {

  private static final Duration CENTURY = Duration.ofDays(36_500);

  private final Clock clock;
  private final ScheduledThreadPoolExecutor timer;

  public TimedAgenda(Clock clock) {
    this.clock = clock;
    this.timer = new ScheduledThreadPoolExecutor(1, task -> new Thread(task, "agenda"));
    timer.setRemoveOnCancelPolicy(true);
    // Whoever still plans something while the operator stops need not know that it stops.
    timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Entry at(Instant when, Runnable task) {
    var delay = Duration.between(clock.instant(), when);
    var future = timer.schedule(task, nanos(delay), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /** At most a century: longer waits overflow, and nobody sees their end. */
  private static long nanos(Duration delay) {
    if (delay.isNegative()) {
      return 0;
    }
    return delay.compareTo(CENTURY) < 0 ? delay.toNanos() : CENTURY.toNanos();
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
