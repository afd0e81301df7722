package io.vpcep.operator.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.schedule.FairQueue.Task;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.ThreadFactory;
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
  private final int threads;
  private final ThreadFactory factory;
  private final MonotonicClock clock;
  private final InternalErrors errors;

  @GuardedBy("this")
  private final FairShares shares;

  @GuardedBy("this")
  private int workers;

  @GuardedBy("this")
  private int idle;

  @GuardedBy("this")
  private MonotonicTime lastProgress = MonotonicTime.MIN;

  @GuardedBy("this")
  private boolean closed;

  /**
   * An executor that runs nothing yet.
   *
   * @param stage names its threads, and what it reports
   * @param threads how many tasks run at a time, at least 2
   * @param perKey how many of one key run at a time, at least 1
   */
  public FairExecutor(
      String stage, int threads, int perKey, MonotonicClock clock, InternalErrors errors) {
    this(stage, threads, perKey, clock, errors, work -> new Thread(work, stage));
  }

  FairExecutor(
      String stage,
      int threads,
      int perKey,
      MonotonicClock clock,
      InternalErrors errors,
      ThreadFactory factory) {
    this.stage = stage;
    this.threads = threads;
    this.factory = factory;
    this.clock = clock;
    this.errors = errors;
    this.shares = new FairShares(threads, perKey);
  }

  @Override
  public synchronized void execute(TaskKey taskKey, Priority priority, Runnable task) {
    if (!closed) {
      shares.add(new Task(taskKey, priority, task, clock.now()));
      wake();
    }
  }

  @Override
  public synchronized void answered(TaskKey taskKey, boolean answers) {
    shares.answered(taskKey, answers);
    // A task that is answered gets on, however long it is.
    lastProgress = answers ? clock.now() : lastProgress;
    wakeIfMoreMayStart();
  }

  /** Has one more thread look for a task; that one sees to the next. */
  @GuardedBy("this")
  private void wake() {
    if (idle > 0) {
      notify();
    } else if (workers < threads) {
      startWorker();
    }
  }

  @GuardedBy("this")
  private void wakeIfMoreMayStart() {
    if (shares.canStart()) {
      wake();
    }
  }

  @GuardedBy("this")
  private void startWorker() {
    workers++;
    try {
      var thread = factory.newThread(this::work);
      thread.setDaemon(true);
      thread.start();
    } catch (Throwable e) {
      workers--;
      report(e);
    }
  }

  private void work() {
    for (var task = take(); task != null; task = take()) {
      try {
        task.work().run();
      } catch (Throwable e) {
        report(e);
      } finally {
        ended(task);
      }
    }
  }

  /** Whoever is notified may lack the memory that the task lacked. */
  private void report(Throwable cause) {
    try {
      errors.occurred(stage, cause);
    } catch (Throwable e) {
      cause.addSuppressed(e);
    }
  }

  /** Waits for a task; null if this thread is not needed any more. */
  private synchronized @Nullable Task take() {
    var leaveAt = clock.now().plus(IDLE);
    for (var task = shares.start(); ; task = shares.start()) {
      if (task != null) {
        lastProgress = clock.now();
        wakeIfMoreMayStart();
        return task;
      }
      if (closed || !awaitWork(leaveAt)) {
        workers--;
        return null;
      }
    }
  }

  /** False if it is time to leave. */
  @GuardedBy("this")
  @SuppressWarnings("WaitNotInLoop") // the caller looks again
  private boolean awaitWork(MonotonicTime leaveAt) {
    long millis = clock.now().until(leaveAt).toMillis();
    // One stays, so that there is a thread even when no other can be made.
    if (millis <= 0 && workers > 1) {
      return false;
    }
    idle++;
    try {
      wait(Math.max(millis, 0));
    } catch (InterruptedException e) {
      // A task left it behind, or the operator stops, which it says in another way.
    } finally {
      idle--;
    }
    return true;
  }

  private synchronized void ended(Task task) {
    shares.ended(task);
    lastProgress = clock.now();
  }

  @Override
  public String stage() {
    return stage;
  }

  @Override
  public synchronized Duration oldestDue() {
    // Where no thread could be made for what waits, now is the time to try again.
    wakeIfMoreMayStart();
    var oldest = shares.due().min(Comparator.naturalOrder());
    return oldest.isEmpty()
        ? Duration.ZERO
        : MonotonicTime.later(oldest.get(), lastProgress).until(clock.now());
  }

  /** How many tasks wait for a thread. */
  public synchronized int waiting() {
    return shares.waiting();
  }

  /** Drops what waits, and lets the threads end with what they run. */
  @Override
  public synchronized void close() {
    closed = true;
    shares.clear();
    notifyAll();
  }
}
