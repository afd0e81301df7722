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
 * key, then the next of each. Not safe for use by several threads.
 */
final class FairQueue {

  /** Tenants and keys with tasks only; who was served last comes last. */
  private final Map<String, Map<TaskKey, Deque<Task>>> tenants = new LinkedHashMap<>();

  /** A task and since when it waits. */
  record Task(TaskKey taskKey, Priority priority, Runnable work, MonotonicTime since) {}

  void add(Task task) {
    tenants
        .computeIfAbsent(task.taskKey().tenant(), tenant -> new LinkedHashMap<>())
        .computeIfAbsent(task.taskKey(), taskKey -> new ArrayDeque<>())
        .add(task);
  }

  /** Takes the next task of a key that may start one; null if there is none. */
  @Nullable Task poll(Predicate<TaskKey> mayStart) {
    var taskKey = first(mayStart);
    return taskKey == null ? null : take(taskKey);
  }

  private @Nullable TaskKey first(Predicate<TaskKey> mayStart) {
    for (var keys : tenants.values()) {
      for (var taskKey : keys.keySet()) {
        if (mayStart.test(taskKey)) {
          return taskKey;
        }
      }
    }
    return null;
  }

  private Task take(TaskKey taskKey) {
    var keys = tenants.remove(taskKey.tenant());
    var tasks = keys.remove(taskKey);
    var task = tasks.remove();
    if (!tasks.isEmpty()) {
      keys.put(taskKey, tasks);
    }
    if (!keys.isEmpty()) {
      tenants.put(taskKey.tenant(), keys);
    }
    return task;
  }

  /** Takes out all tasks of a key, in their order. */
  Deque<Task> removeAll(TaskKey taskKey) {
    var keys = tenants.get(taskKey.tenant());
    var tasks = keys == null ? null : keys.remove(taskKey);
    if (keys != null && keys.isEmpty()) {
      tenants.remove(taskKey.tenant());
    }
    return tasks == null ? new ArrayDeque<>() : tasks;
  }

  void clear() {
    tenants.clear();
  }

  /** The task of each key that waits longest. */
  Stream<Task> heads() {
    return tenants.values().stream().flatMap(keys -> keys.values().stream()).map(Deque::element);
  }
}
