package io.vpcep.operator.support;

import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs each task in the thread that brings it; while there is a crowd only the urgent ones, and
 * others when the crowd has gone.
 */
public final class CrowdedExecutor implements KeyedExecutor {

  private final List<Runnable> waiting = new ArrayList<>();
  private final List<TaskKey> taskKeys = new ArrayList<>();
  private final List<Boolean> responses = new ArrayList<>();
  private @Nullable Error error;
  private boolean crowded;
  private boolean full;

  /** From now on only urgent tasks find a thread. */
  public void becomesCrowded() {
    crowded = true;
  }

  /** From now on no task finds a thread. */
  public void becomesFull() {
    full = true;
  }

  /** From now on it takes nothing. */
  public void breaksWith(Error cause) {
    error = cause;
  }

  /** From now on it takes what comes. */
  public void recovers() {
    error = null;
  }

  /** Runs whatever waits. */
  public void empties() {
    crowded = false;
    full = false;
    var tasks = List.copyOf(waiting);
    waiting.clear();
    tasks.forEach(Runnable::run);
  }

  /** How many tasks wait. */
  public int waiting() {
    return waiting.size();
  }

  /** The key of each task so far. */
  public List<TaskKey> taskKeys() {
    return taskKeys;
  }

  /** Whether the keys were called responsive so far. */
  public List<Boolean> responses() {
    return responses;
  }

  @Override
  public void execute(TaskKey taskKey, Priority priority, Runnable task) {
    if (error != null) {
      throw error;
    }
    taskKeys.add(taskKey);
    if (full || (crowded && priority == Priority.NORMAL)) {
      waiting.add(task);
    } else {
      task.run();
    }
  }

  @Override
  public void responded(TaskKey taskKey, boolean responds) {
    responses.add(responds);
  }
}
