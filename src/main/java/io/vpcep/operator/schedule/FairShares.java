package io.vpcep.operator.schedule;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.schedule.FairQueue.Task;
import io.vpcep.operator.time.MonotonicTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which task starts next, so that the threads are shared out fairly:
 *
 * <ul>
 *   <li>urgent tasks go first; tenants, and a tenant's keys, take turns;
 *   <li>a key has a limited width, and half as many places more for urgent tasks;
 *   <li>a tenant may start a task while it runs less than three times as many as there are threads
 *       left: alone it comes to three quarters of them, and somebody else always finds one;
 *   <li>all keys together whose last task got no response, or that never had one, hold no more than
 *       half of the threads, so that silent clouds never hold up those that respond.
 * </ul>
 *
 * Makes no threads and reads no clock. Not safe for use by several threads.
 */
final class FairShares {

  /** How many times the threads that are left a tenant may hold. */
  private static final int SHARE = 3;

  /** Of so many keys it is remembered whether they are responsive. */
  static final int REMEMBERED_KEYS = 10_000;

  private final int threads;
  private final int perKey;
  private final Map<Priority, FairQueue> responsive = queues();
  private final Map<Priority, FairQueue> unresponsive = queues();
  private final Map<TaskKey, KeyState> keys = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Integer> runningOfTenant = new HashMap<>();
  private int running;
  private int runningUnresponsive;

  /**
   * @param threads how many tasks run at a time, at least 2
   * @param perKey how many of one key run at a time, at least 1
   */
  FairShares(int threads, int perKey) {
    this.threads = threads;
    this.perKey = perKey;
  }

  private static Map<Priority, FairQueue> queues() {
    var queues = new EnumMap<Priority, FairQueue>(Priority.class);
    for (var priority : Priority.values()) {
      queues.put(priority, new FairQueue());
    }
    return queues;
  }

  void add(Task task) {
    var state = state(task.taskKey());
    state.waiting++;
    queue(state.responds, task.priority()).add(task);
  }

  /** Says whether a key is responsive; what it has waiting goes by that. */
  void responded(TaskKey taskKey, boolean responds) {
    var state = state(taskKey);
    if (state.responds == responds) {
      return;
    }
    state.responds = responds;
    runningUnresponsive += responds ? -state.running : state.running;
    for (var priority : Priority.values()) {
      queue(!responds, priority).removeAll(taskKey).forEach(queue(responds, priority)::add);
    }
  }

  /** Starts the next task; null if none may start. It has to be {@link #ended}. */
  @Nullable Task start() {
    for (var priority : Priority.values()) {
      var task = next(priority);
      if (task != null) {
        begin(task);
        return task;
      }
    }
    return null;
  }

  /** A task that was started does not run any more. */
  void ended(Task task) {
    var state = state(task.taskKey());
    state.running--;
    running--;
    runningUnresponsive -= state.responds ? 0 : 1;
    runningOfTenant.computeIfPresent(
        task.taskKey().tenant(), (tenant, count) -> count == 1 ? null : count - 1);
  }

  /** Since when each key that is responsive and has room has had a task waiting. */
  Stream<MonotonicTime> due() {
    return responsive.values().stream()
        .flatMap(FairQueue::heads)
        .filter(task -> hasRoom(task.taskKey(), task.priority()))
        .map(Task::since);
  }

  /** Drops what waits. */
  void clear() {
    Stream.of(responsive, unresponsive)
        .flatMap(map -> map.values().stream())
        .forEach(FairQueue::clear);
    keys.values().forEach(state -> state.waiting = 0);
  }

  private @Nullable Task next(Priority priority) {
    Predicate<TaskKey> mayStart = taskKey -> mayStart(taskKey, priority);
    var task = queue(true, priority).poll(mayStart);
    return task == null && mayStartUnresponsive() ? queue(false, priority).poll(mayStart) : task;
  }

  private boolean mayStartUnresponsive() {
    return runningUnresponsive < threads / 2;
  }

  private boolean mayStart(TaskKey taskKey, Priority priority) {
    return hasRoom(taskKey, priority)
        && runningOfTenant.getOrDefault(taskKey.tenant(), 0) < SHARE * (threads - running);
  }

  private boolean hasRoom(TaskKey taskKey, Priority priority) {
    int width = priority == Priority.URGENT ? perKey + (perKey + 1) / 2 : perKey;
    return state(taskKey).running < width;
  }

  private void begin(Task task) {
    var state = state(task.taskKey());
    state.waiting--;
    state.running++;
    running++;
    runningUnresponsive += state.responds ? 0 : 1;
    runningOfTenant.merge(task.taskKey().tenant(), 1, Integer::sum);
  }

  private FairQueue queue(boolean responds, Priority priority) {
    return requireNonNull((responds ? responsive : unresponsive).get(priority));
  }

  private KeyState state(TaskKey taskKey) {
    var state = keys.computeIfAbsent(taskKey, key -> new KeyState());
    if (keys.size() > REMEMBERED_KEYS) {
      keys.values().stream()
          .filter(other -> other != state && other.isIdle())
          .findFirst()
          .ifPresent(keys.values()::remove);
    }
    return state;
  }

  private static final class KeyState {
    private int waiting;
    private int running;
    private boolean responds;

    boolean isIdle() {
      return waiting == 0 && running == 0;
    }
  }
}
