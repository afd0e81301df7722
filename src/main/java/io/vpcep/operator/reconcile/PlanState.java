package io.vpcep.operator.reconcile;

import static java.util.Comparator.naturalOrder;
import static java.util.Objects.requireNonNull;

import io.vpcep.operator.api.ConnectionsSpec.OnGone;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.provisioning.ConnectionPlan;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a service that makes resources, from one look to the next. One thread looks
 * at a time; any may say that something has happened.
 */
final class PlanState {

  /** Shorter than the time between two looks at everything. */
  private static final Duration BELIEVED = Duration.ofMinutes(25);

  /** Between plans because of what others do, if there was nothing to do; doubled each time. */
  private static final Duration AFTER_NOTHING = Duration.ofSeconds(1);

  private static final Duration LONGEST_AFTER_NOTHING = Duration.ofSeconds(30);

  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
  private static final Duration LONGEST_AFTER_FAILURE = Duration.ofSeconds(30);

  private final String uid;
  private final long generation;
  private final @Nullable OnGone onGone;

  /** Whether something has happened that the last plan does not know of. */
  private volatile boolean isTouched = true;

  /** The wanted names that others have. */
  private volatile Set<String> taken = Set.of();

  private boolean hasChanges;
  private int idle;
  private int failures;
  private @Nullable ConnectionsReady condition;
  private Map<String, MonotonicTime> deletions = Map.of();
  private @Nullable PlanInputs inputs;
  private MonotonicTime notBefore = MonotonicTime.MIN;
  private MonotonicTime plannedSince = MonotonicTime.MIN;
  private MonotonicTime believedUntil = MonotonicTime.MIN;

  private PlanState(String uid, long generation, @Nullable OnGone onGone) {
    this.uid = uid;
    this.generation = generation;
    this.onGone = onGone;
  }

  /** What is known of a service, if it is still the same and asks for the same. */
  static PlanState of(VpcEndpointService service, @Nullable PlanState known) {
    var metadata = service.getMetadata();
    var connections = requireNonNull(service.getSpec().connections());
    var next = new PlanState(metadata.getUid(), metadata.getGeneration(), connections.onGone());
    if (known == null || !known.uid.equals(next.uid)) {
      return next;
    }
    if (known.generation == next.generation) {
      return known;
    }
    if (Objects.equals(known.onGone, next.onGone)) {
      next.deletions = known.deletions;
    }
    return next;
  }

  /** Marks the plan as outdated. */
  void touch() {
    isTouched = true;
  }

  /** Whether the service wants a name that somebody else has. */
  boolean wants(String name) {
    return taken.contains(name);
  }

  @Nullable ConnectionsReady condition() {
    return condition;
  }

  /** When resources are due for deletion, by UID. */
  Map<String, MonotonicTime> deletions() {
    return deletions;
  }

  /**
   * Whether to plan now.
   *
   * @param seen what can be told without asking the API server
   * @param since when the source was last read
   * @param pause how long refused changes wait
   */
  boolean isToBePlanned(PlanInputs seen, MonotonicTime since, Duration pause, MonotonicTime now) {
    if (failures > 0) {
      return !now.isBefore(notBefore);
    }
    return (isTouched && !now.isBefore(notBefore))
        || (hasChanges && pause.isZero())
        || !seen.equals(inputs)
        || !now.isBefore(believedUntil)
        || deletions.values().stream()
            .anyMatch(due -> plannedSince.isBefore(due) && !since.isBefore(due));
  }

  /**
   * Begins a plan; what happens from now on outdates it.
   *
   * @param since when the source was last read
   */
  void begin(PlanInputs seen, MonotonicTime since, MonotonicTime now) {
    isTouched = false;
    plannedSince = since;
    inputs = seen;
    believedUntil = now.plus(BELIEVED);
  }

  /**
   * Takes a plan.
   *
   * @param isMaking whether changes are made because of it
   */
  void planned(ConnectionPlan plan, boolean isMaking, MonotonicTime now) {
    failures = 0;
    hasChanges = !plan.isDone();
    idle = isMaking ? 0 : idle + 1;
    notBefore =
        isMaking
            ? now
            : now.plus(ExponentialBackoff.doubled(AFTER_NOTHING, idle, LONGEST_AFTER_NOTHING));
    if (isMaking) {
      isTouched = true;
    }
    taken = plan.taken();
    deletions = plan.deletions();
    condition = plan.condition() == null ? condition : plan.condition();
  }

  /** The API server did not tell what there is. */
  void failed(MonotonicTime now) {
    failures++;
    notBefore =
        now.plus(ExponentialBackoff.doubled(AFTER_FAILURE, failures, LONGEST_AFTER_FAILURE));
  }

  /** When to look again even if nothing happens; null for never. */
  @Nullable Duration requeueAfter(Duration pause, MonotonicTime now) {
    var waiting =
        failures > 0 || isTouched
            ? notBefore
            : hasChanges && !pause.isZero() ? now.plus(pause) : null;
    // What is due waits for the next sweep, after which the service is looked at anyway.
    var due = deletions.values().stream().filter(now::isBefore).min(naturalOrder()).orElse(null);
    return Stream.of(waiting, due)
        .filter(Objects::nonNull)
        .min(naturalOrder())
        .map(now::until)
        .orElse(null);
  }
}
