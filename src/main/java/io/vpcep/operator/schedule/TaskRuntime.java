package io.vpcep.operator.schedule;

import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Clock;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * What a part of the operator runs its tasks with.
 *
 * @param executor the threads of this part
 * @param clock the wall clock; nothing waits for it
 * @param random numbers from 0 to 1, for spreading what would otherwise happen at the same time
 * @param errors notified of faults in the operator's own code
 */
public record TaskRuntime(
    KeyedExecutor executor,
    Scheduler scheduler,
    Clock clock,
    MonotonicClock monotonic,
    DoubleSupplier random,
    InternalErrors errors) {

  /** This moment on both clocks. */
  public Now now() {
    return Now.read(clock, monotonic);
  }

  /** Runs a short task once, after a delay. */
  public Scheduler.Entry after(Duration delay, Runnable task) {
    return scheduler.at(monotonic.now().plus(delay), task);
  }

  /** Pauses after failures, no two alike. */
  public ExponentialBackoff backoff() {
    return new ExponentialBackoff(random);
  }
}
