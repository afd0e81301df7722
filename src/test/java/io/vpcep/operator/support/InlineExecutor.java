package io.vpcep.operator.support;

import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Lane;
import io.vpcep.operator.schedule.Priority;

/** Runs each task in the thread that brings it. */
public final class InlineExecutor implements KeyedExecutor {

  @Override
  public void execute(Lane lane, Priority priority, Runnable task) {
    task.run();
  }

  @Override
  public void answered(Lane lane, boolean answers) {
    // Nobody waits here.
  }
}
