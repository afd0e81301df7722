package io.vpcep.operator.support;

import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;

/** Runs each task in the thread that brings it. */
public final class InlineExecutor implements KeyedExecutor {

  @Override
  public void execute(TaskKey taskKey, Priority priority, Runnable task) {
    task.run();
  }

  @Override
  public void responded(TaskKey taskKey, boolean responds) {
    // Nobody waits here.
  }
}
