package io.vpcep.operator.schedule;

/**
 * Runs tasks in a bounded number of threads, so that no tenant and no key can take more than its
 * share of them.
 */
public interface KeyedExecutor {

  /** Runs the task when it is its key's turn. Never blocks, and never drops a task. */
  void execute(TaskKey taskKey, Priority priority, Runnable task);

  /**
   * The outcome of the key's latest task: whether the API that it called responded. Keys that are
   * not known to be responsive share a part of the threads only, since each of their tasks may hold
   * a thread until a time-out.
   */
  void responded(TaskKey taskKey, boolean responds);
}
