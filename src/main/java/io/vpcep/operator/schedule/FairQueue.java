package io.vpcep.operator.schedule;

import io.vpcep.operator.time.MonotonicTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that wait, in the order of fair turns: one of each tenant, and among a tenant's one of each
 * lane, then the next of each. Not safe for use by several threads.
 */
final class FairQueue {

  /** Tenants and lanes with tasks only; who was served last comes last. */
  private final Map<String, Map<TaskKey, Deque<Task>>> tenants = new LinkedHashMap<>();

  /** A task and since when it waits. */
  record Task(TaskKey taskKey, Priority priority, Runnable work, MonotonicTime since) {}

  void add(Task task) {
    tenants
        .computeIfAbsent(task.taskKey().tenant(), tenant -> new LinkedHashMap<>())
        .computeIfAbsent(task.taskKey(), taskKey -> new ArrayDeque<>())
        .add(task);
  }

  /** Takes the next task of a lane that may start one; null if there is none. */
  @Nullable Task poll(Predicate<TaskKey> mayStart) {
    var taskKey = first(mayStart);
    return taskKey == null ? null : take(taskKey);
  }

  /** Whether there is a task of a lane that may start one. */
  boolean has(Predicate<TaskKey> mayStart) {
    return first(mayStart) != null;
  }

  private @Nullable TaskKey first(Predicate<TaskKey> mayStart) {
    for (var lanes : tenants.values()) {
      for (var taskKey : lanes.keySet()) {
        if (mayStart.test(taskKey)) {
          return taskKey;
        }
      }
    }
    return null;
  }

  private Task take(TaskKey taskKey) {
    var lanes = tenants.remove(taskKey.tenant());
    var tasks = lanes.remove(taskKey);
    var task = tasks.remove();
    if (!tasks.isEmpty()) {
      lanes.put(taskKey, tasks);
    }
    if (!lanes.isEmpty()) {
      tenants.put(taskKey.tenant(), lanes);
    }
    return task;
  }

  /** Takes out all tasks of a lane, in their order. */
  Deque<Task> removeAll(TaskKey taskKey) {
    var lanes = tenants.get(taskKey.tenant());
    var tasks = lanes == null ? null : lanes.remove(taskKey);
    if (lanes != null && lanes.isEmpty()) {
      tenants.remove(taskKey.tenant());
    }
    return tasks == null ? new ArrayDeque<>() : tasks;
  }

  void clear() {
    tenants.clear();
  }

  /** The task of each lane that waits longest. */
  Stream<Task> heads() {
    return tenants.values().stream().flatMap(lanes -> lanes.values().stream()).map(Deque::element);
  }
}
