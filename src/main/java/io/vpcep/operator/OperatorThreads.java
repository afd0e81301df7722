package io.vpcep.operator;

import io.vpcep.operator.reconcile.Controllers;
import io.vpcep.operator.schedule.FairExecutor;
import io.vpcep.operator.schedule.InternalErrors;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.schedule.TimerScheduler;
import io.vpcep.operator.schedule.Watchdog;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** All threads that the operator's own tasks run in, and the clocks that they go by. */
final class OperatorThreads implements AutoCloseable {

  /** How many calls to clouds are made at a time. */
  private static final int SWEEPS = 32;

  /**
   * How many sources of one account are read at a time: about as many as an account has by the
   * clouds' default quota, so that sources that do not answer hold up no other.
   */
  private static final int SWEEPS_OF_ONE_ACCOUNT = 8;

  /** Of permissions, and of taking over as the leader. */
  private static final int HOUSEKEEPING = 2;

  private static final TaskKey WHOLE_OPERATOR = new TaskKey("", "");

  private final Clock clock;
  private final MonotonicClock monotonic;
  private final InternalErrors errors;
  private final TimerScheduler scheduler;
  private final FairExecutor sweeping;
  private final FairExecutor reconciling;
  private final FairExecutor housekeeping;

  /**
   * @param errors notified of what a task throws
   */
  OperatorThreads(Clock clock, MonotonicClock monotonic, InternalErrors errors) {
    this.clock = clock;
    this.monotonic = monotonic;
    this.errors = errors;
    scheduler = new TimerScheduler(monotonic, errors);
    sweeping = new FairExecutor("sweep", SWEEPS, SWEEPS_OF_ONE_ACCOUNT, monotonic, errors);
    reconciling =
        new FairExecutor("reconcile", Controllers.THREADS, Controllers.THREADS, monotonic, errors);
    housekeeping = new FairExecutor("housekeeping", HOUSEKEEPING, HOUSEKEEPING, monotonic, errors);
  }

  Scheduler scheduler() {
    return scheduler;
  }

  /** For calls to clouds. */
  TaskRuntime forClouds() {
    return runtime(sweeping);
  }

  /** For reconciling resources. */
  TaskRuntime forReconciling() {
    return runtime(reconciling);
  }

  /** Runs what concerns the operator as a whole. */
  void runHousekeeping(Runnable task) {
    housekeeping.execute(WHOLE_OPERATOR, Priority.NORMAL, task);
  }

  /** Notices work that is due and not done, in any of the threads. */
  Watchdog watchdog() {
    return new Watchdog(List.of(scheduler, sweeping, reconciling, housekeeping));
  }

  private TaskRuntime runtime(KeyedExecutor executor) {
    return new TaskRuntime(
        executor,
        scheduler,
        clock,
        monotonic,
        () -> ThreadLocalRandom.current().nextDouble(),
        errors);
  }

  @Override
  public void close() {
    scheduler.close();
    sweeping.close();
    reconciling.close();
    housekeeping.close();
  }
}
