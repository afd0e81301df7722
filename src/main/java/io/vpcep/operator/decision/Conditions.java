package io.vpcep.operator.decision;

import io.vpcep.operator.api.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next conditions of a resource. A condition whose status stays keeps its transition time,
 * whatever its reason and message become.
 */
public final class Conditions {

  private final List<Condition> previous;
  private final long generation;
  private final String now;
  private final List<Condition> next = new ArrayList<>();

  /**
   * None yet.
   *
   * @param previous those of the present status; null before the first
   * @param generation that the next ones are computed for
   */
  public Conditions(@Nullable List<Condition> previous, long generation, Instant now) {
    this.previous = previous == null ? List.of() : previous;
    this.generation = generation;
    this.now = StatusTime.format(now);
  }

  /** Adds one. */
  public void add(String type, String status, String reason, String message) {
    add(type, status, generation, reason, message);
  }

  /**
   * Adds what an earlier observation led to: the condition goes on to carry the generation of that
   * observation.
   */
  public void keep(String type, String status, String reason, String message) {
    var before = Condition.find(previous, type);
    add(type, status, before == null ? generation : before.observedGeneration(), reason, message);
  }

  private void add(
      String type, String status, @Nullable Long observed, String reason, String message) {
    var before = Condition.find(previous, type);
    var since =
        before != null && before.status().equals(status)
            ? StatusTime.readable(before.lastTransitionTime())
            : null;
    next.add(new Condition(type, status, observed, since == null ? now : since, reason, message));
  }

  /**
   * Adds what is concluded.
   *
   * @param kept whether that goes by an earlier observation
   */
  void add(String type, Readiness readiness, boolean kept) {
    if (kept) {
      keep(type, readiness.status(), readiness.reason(), readiness.message());
    } else {
      add(type, readiness.status(), readiness.reason(), readiness.message());
    }
  }

  /** All that were added, in this order. */
  public List<Condition> toList() {
    return List.copyOf(next);
  }

  /**
   * The one reason that explains a connection best: that of Synced while its source cannot be read,
   * or else that of Ready; null before the first.
   */
  static @Nullable String leadingReason(@Nullable List<Condition> conditions) {
    var synced = Condition.find(conditions, Condition.SYNCED);
    var leading =
        synced == null || synced.status().equals("True")
            ? Condition.find(conditions, Condition.READY)
            : synced;
    return leading == null ? null : leading.reason();
  }

  /** Whether there is such a condition with this reason. */
  static boolean has(@Nullable List<Condition> conditions, String type, String reason) {
    var condition = Condition.find(conditions, type);
    return condition != null && condition.reason().equals(reason);
  }
}
