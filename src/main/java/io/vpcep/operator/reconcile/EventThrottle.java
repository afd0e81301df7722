package io.vpcep.operator.reconcile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which resources may try to record events now. A namespace whose events were refused is left alone
 * for a while, longer each time; then its resources that have outstanding events take turns, one at
 * a time, until one is refused again or all are recorded. A turn ends by itself, so that nobody can
 * keep it. Holds no more than one name for each resource.
 */
final class EventThrottle {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** A right that is missing is not given within a minute, mostly. */
  private static final Duration FIRST_PAUSE_FORBIDDEN = Duration.ofMinutes(1);

  private static final Duration LONGEST_PAUSE_FORBIDDEN = Duration.ofMinutes(10);

  /** Longer than a resource with its turn usually takes. */
  private static final Duration TURN = Duration.ofSeconds(5);

  private final Scheduler scheduler;
  private final MonotonicClock clock;
  private final Consumer<ResourceKey> turns;

  @GuardedBy("this")
  private final Map<String, Namespace> namespaces = new HashMap<>();

  /**
   * All namespaces are open.
   *
   * @param turns is notified of each resource whose turn has come
   */
  EventThrottle(Scheduler scheduler, MonotonicClock clock, Consumer<ResourceKey> turns) {
    this.scheduler = scheduler;
    this.clock = clock;
    this.turns = turns;
  }

  /** Whether the resource may try now; if not, it is notified when its turn comes. */
  synchronized boolean mayTry(ResourceKey key) {
    var namespace = namespaces.get(key.namespace());
    if (namespace == null) {
      return true;
    }
    if (key.equals(namespace.turn) && !clock.now().isBefore(namespace.closedUntil)) {
      return true;
    }
    namespace.waiting.add(key);
    plan(key.namespace(), namespace);
    return false;
  }

  /** The resource has outstanding events, and is notified when its turn comes. */
  synchronized void await(ResourceKey key) {
    var namespace = namespaces.computeIfAbsent(key.namespace(), name -> new Namespace());
    namespace.endTurn(key);
    namespace.waiting.add(key);
    plan(key.namespace(), namespace);
  }

  /**
   * The API server did not let an event in.
   *
   * @param forbidden whether for want of a right
   * @param retryAfter how long it asked to be left alone; null if it did not
   */
  synchronized void refused(ResourceKey key, boolean forbidden, @Nullable Duration retryAfter) {
    var namespace = namespaces.computeIfAbsent(key.namespace(), name -> new Namespace());
    var now = clock.now();
    if (!now.isBefore(namespace.closedUntil)) {
      namespace.refusals++;
      var pause =
          forbidden
              ? ExponentialBackoff.doubled(
                  FIRST_PAUSE_FORBIDDEN, namespace.refusals, LONGEST_PAUSE_FORBIDDEN)
              : ExponentialBackoff.doubled(FIRST_PAUSE, namespace.refusals, LONGEST_PAUSE);
      namespace.closedUntil = MonotonicTime.later(now.plus(pause), now.plus(asked(retryAfter)));
    }
    await(key);
  }

  private static Duration asked(@Nullable Duration retryAfter) {
    if (retryAfter == null) {
      return Duration.ZERO;
    }
    return retryAfter.compareTo(LONGEST_PAUSE_FORBIDDEN) < 0 ? retryAfter : LONGEST_PAUSE_FORBIDDEN;
  }

  /** The resource has no outstanding events, because they are recorded or because it is gone. */
  synchronized void settled(ResourceKey key) {
    var namespace = namespaces.get(key.namespace());
    if (namespace == null) {
      return;
    }
    if (namespace.endTurn(key)) {
      namespace.refusals = 0;
    }
    namespace.waiting.remove(key);
    if (namespace.waiting.isEmpty() && !clock.now().isBefore(namespace.closedUntil)) {
      namespace.cancel();
      namespaces.remove(key.namespace());
    } else {
      plan(key.namespace(), namespace);
    }
  }

  @GuardedBy("this")
  private void plan(String name, Namespace namespace) {
    if (namespace.turn == null && namespace.timer == null) {
      namespace.timer =
          scheduler.at(
              MonotonicTime.later(namespace.closedUntil, clock.now()), () -> beginTurn(name));
    }
  }

  private void beginTurn(String name) {
    var key = nextTurn(name);
    if (key != null) {
      turns.accept(key);
    }
  }

  private synchronized @Nullable ResourceKey nextTurn(String name) {
    var namespace = namespaces.get(name);
    if (namespace == null) {
      return null;
    }
    namespace.cancel();
    namespace.turn = null;
    if (clock.now().isBefore(namespace.closedUntil)) {
      plan(name, namespace);
      return null;
    }
    var first = namespace.waiting.stream().findFirst().orElse(null);
    if (first == null) {
      namespaces.remove(name);
      return null;
    }
    // Behind the others, should nothing come of its turn.
    namespace.waiting.remove(first);
    namespace.waiting.add(first);
    namespace.turn = first;
    namespace.timer = scheduler.at(clock.now().plus(TURN), () -> beginTurn(name));
    return first;
  }

  /** A namespace whose events were refused, or are outstanding. */
  private static final class Namespace {
    private final Set<ResourceKey> waiting = new LinkedHashSet<>();
    private int refusals;
    private MonotonicTime closedUntil = MonotonicTime.MIN;
    private @Nullable ResourceKey turn;
    private Scheduler.@Nullable Entry timer;

    /** False if it is not the resource's turn. */
    boolean endTurn(ResourceKey key) {
      if (!key.equals(turn)) {
        return false;
      }
      turn = null;
      cancel();
      return true;
    }

    void cancel() {
      if (timer != null) {
        timer.cancel();
        timer = null;
      }
    }
  }
}
