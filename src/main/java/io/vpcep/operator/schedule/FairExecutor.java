package io.vpcep.operator.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.schedule.FairQueue.Task;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks in a bounded number of threads, which {@link FairShares} shares out. Whatever ends a
 * task, an {@link Error} included, frees its place. Where a thread cannot be made, the task waits
 * for one of those that there are.
 */
public final class FairExecutor implements KeyedExecutor, MonitoredQueue, AutoCloseable {

  /** How long a thread without work stays. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final String stage;
  private final MonotonicClock clock;
  private final InternalErrors errors;
  private final ThreadPoolExecutor pool;

  @GuardedBy("this")
  private final FairShares shares;

  @GuardedBy("this")
  private MonotonicTime lastProgress = MonotonicTime.MIN;

  /**
   * An executor that runs nothing yet.
   *
   * @param stage names its threads, and what it reports
   * @param threads how many tasks run at a time, at least 2
   * @param perKey how many of one key run at a time, at least 1
   */
  public FairExecutor(
      String stage, int threads, int perKey, MonotonicClock clock, InternalErrors errors) {
    this(stage, threads, perKey, clock, errors, IDLE, work -> new Thread(work, stage));
  }

  FairExecutor(
      String stage,
      int threads,
      int perKey,
      MonotonicClock clock,
      InternalErrors errors,
      Duration idle,
      ThreadFactory factory) {
    this.stage = stage;
    this.clock = clock;
    this.errors = errors;
    this.shares = new FairShares(threads, perKey);
    // As many threads as the shares let run. The core is one that stays, so that there is a thread
    // even when no other can be made.
    this.pool =
        new ThreadPoolExecutor(
            1,
            Integer.MAX_VALUE,
            idle.toMillis(),
            TimeUnit.MILLISECONDS,
            new SynchronousQueue<>(),
            work -> daemon(factory.newThread(work)));
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void execute(TaskKey taskKey, Priority priority, Runnable task) {
    if (!pool.isShutdown()) {
      shares.add(new Task(taskKey, priority, task, clock.now()));
      startAll();
    }
  }

  @Override
  public synchronized void responded(TaskKey taskKey, boolean responds) {
    shares.responded(taskKey, responds);
    // A task that gets responses makes progress, however long it is.
    lastProgress = responds ? clock.now() : lastProgress;
    startAll();
  }

  /** Starts whatever may start, as far as threads can be made. */
  @GuardedBy("this")
  private void startAll() {
    var task = shares.start();
    while (task != null && start(task)) {
      task = shares.start();
    }
  }

  @GuardedBy("this")
  private boolean start(Task task) {
    try {
      pool.execute(() -> run(task));
      lastProgress = clock.now();
      return true;
    } catch (Throwable e) {
      shares.ended(task);
      shares.add(task);
      errors.report(stage, e);
      return false;
    }
  }

  /** Runs a task, and in the same thread what may start when it has ended. */
  private void run(Task first) {
    for (var task = first; task != null; task = next(task)) {
      try {
        task.work().run();
      } catch (Throwable e) {
        errors.report(stage, e);
      }
    }
  }

  private synchronized @Nullable Task next(Task ended) {
    shares.ended(ended);
    lastProgress = clock.now();
    var next = shares.start();
    startAll();
    return next;
  }

  @Override
  public String stage() {
    return stage;
  }

  @Override
  public synchronized Duration oldestDue() {
    // Where no thread could be made for what waits, now is the time to try again.
    startAll();
    var oldest = shares.due().min(Comparator.naturalOrder());
    return oldest.isEmpty()
        ? Duration.ZERO
        : MonotonicTime.later(oldest.get(), lastProgress).until(clock.now());
  }

  /** Drops what waits, and lets the threads end with what they run. */
  @Override
  public synchronized void close() {
    shares.clear();
    pool.shutdown();
  }
}
