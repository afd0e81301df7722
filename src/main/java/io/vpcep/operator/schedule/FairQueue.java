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
  private final Map<String, Map<Lane, Deque<Task>>> tenants = new LinkedHashMap<>();

  /** A task and since when it waits. */
  record Task(Lane lane, Priority priority, Runnable work, MonotonicTime since) {}

  void add(Task task) {
    tenants
        .computeIfAbsent(task.lane().tenant(), tenant -> new LinkedHashMap<>())
        .computeIfAbsent(task.lane(), lane -> new ArrayDeque<>())
        .add(task);
  }

  /** Takes the next task of a lane that may start one; null if there is none. */
  @Nullable Task poll(Predicate<Lane> mayStart) {
    var lane = first(mayStart);
    return lane == null ? null : take(lane);
  }

  /** Whether there is a task of a lane that may start one. */
  boolean has(Predicate<Lane> mayStart) {
    return first(mayStart) != null;
  }

  private @Nullable Lane first(Predicate<Lane> mayStart) {
    for (var lanes : tenants.values()) {
      for (var lane : lanes.keySet()) {
        if (mayStart.test(lane)) {
          return lane;
        }
      }
    }
    return null;
  }

  private Task take(Lane lane) {
    var lanes = tenants.remove(lane.tenant());
    var tasks = lanes.remove(lane);
    var task = tasks.remove();
    if (!tasks.isEmpty()) {
      lanes.put(lane, tasks);
    }
    if (!lanes.isEmpty()) {
      tenants.put(lane.tenant(), lanes);
    }
    return task;
  }

  /** Takes out all tasks of a lane, in their order. */
  Deque<Task> removeAll(Lane lane) {
    var lanes = tenants.get(lane.tenant());
    var tasks = lanes == null ? null : lanes.remove(lane);
    if (lanes != null && lanes.isEmpty()) {
      tenants.remove(lane.tenant());
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
