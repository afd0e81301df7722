package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.ACCEPTANCE_OVERDUE;
import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.STALLED;
import static io.vpcep.operator.api.Condition.SYNCED;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what the status of a VpcEndpointConnection should be. */
public final class ConnectionDecision {

  /** How long the first response may take before the resource becomes NotObserved. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final VpcEndpointConnectionSpec spec;
  private final String uid;
  private final long generation;
  private final @Nullable VpcEndpointConnectionStatus status;
  private final Observation seen;
  private final PollPolicy pollPolicy;
  private final Now now;

  private final VpcEndpointConnectionStatus known;
  private final VpcEndpointConnectionStatus observedStatus;

  private ConnectionDecision(
      VpcEndpointConnection resource, Observation seen, PollPolicy pollPolicy, Now now) {
    this.spec = resource.getSpec();
    this.uid = resource.getMetadata().getUid();
    this.generation = resource.getMetadata().getGeneration();
    this.status = resource.getStatus();
    this.seen = seen;
    this.pollPolicy = pollPolicy;
    this.now = now;
    this.known = ObservedStatus.lastKnown(spec, status);
    this.observedStatus =
        spec.suspended() ? known : ObservedStatus.after(seen.presence(), known, spec, now.wall());
  }

  /**
   * The status that the resource should have now, the events of getting there, and when to ask
   * again.
   */
  public static Decision<VpcEndpointConnectionStatus> decide(
      VpcEndpointConnection resource, Observation seen, PollPolicy pollPolicy, Now now) {
    return new ConnectionDecision(resource, seen, pollPolicy, now).decide();
  }

  /**
   * Whether the resource's first look after a start of the operator must not wait for its turn: it
   * would become overdue before, and only a look can tell whether it does.
   */
  public static boolean isUrgent(VpcEndpointConnection resource, PollPolicy pollPolicy, Now now) {
    var decision =
        new ConnectionDecision(resource, Observation.awaited(now.monotonic()), pollPolicy, now);
    var due = decision.overdueAt();
    return due != null
        && !decision.wasOverdue()
        && due.isBefore(now.wall().plus(pollPolicy.interval(resource.getSpec())));
  }

  private Decision<VpcEndpointConnectionStatus> decide() {
    if (status != null && isUndecided()) {
      return new Decision<>(status, List.of(), now.monotonic().until(seen.since().plus(GRACE)));
    }
    boolean stale = isStale();
    boolean overdue = isOverdue(stale);
    var readiness = Readiness.of(observedStatus, spec, overdue);
    var conditions =
        new Conditions(status == null ? null : status.conditions(), generation, now.wall());
    addReady(conditions, readiness, stale);
    var synced = synced(stale);
    conditions.add(SYNCED, synced.status(), synced.reason(), synced.message());
    if (readiness.stalled()) {
      add(conditions, STALLED, "True", readiness, isUnseen());
    }
    var eventSequence = eventSequence(readiness, overdue);
    return new Decision<>(
        written(conditions, eventSequence.count()),
        eventSequence.toList(),
        requeueAfter(stale, overdue));
  }

  /**
   * A new or changed resource whose first poll is under way: a status now would be a write without
   * information.
   */
  private boolean isUndecided() {
    return isChanged()
        && seen.failure() == null
        && now.monotonic().isBefore(seen.since().plus(GRACE));
  }

  /** Whether the spec was changed since the status was decided, and nobody has looked since. */
  private boolean isChanged() {
    return isFirstLookAwaited() && !isOfThisGeneration();
  }

  private boolean isFirstLookAwaited() {
    return seen.presence() instanceof Presence.Nothing && !spec.suspended();
  }

  private boolean isOfThisGeneration() {
    return status != null && Objects.equals(status.observedGeneration(), generation);
  }

  private boolean isStale() {
    boolean staleBefore = Conditions.has(known.conditions(), READY, Readiness.STALE);
    if (spec.suspended()) {
      return staleBefore;
    }
    if (isAwaited()) {
      return false;
    }
    if (seen.presence() instanceof Presence.Nothing && staleBefore) {
      return true;
    }
    return seen.failure() != null && !now.monotonic().isBefore(staleAt());
  }

  /**
   * An old observation is no ground to call somebody: what was pending may be accepted by now, be
   * it since the cloud fell silent, since the resource was suspended, or since an earlier process
   * looked.
   */
  private boolean isOverdue(boolean stale) {
    var due = overdueAt();
    if (due == null) {
      return false;
    }
    if (wasOverdue() && isOfThisGeneration()) {
      // Whoever sets the clock back does not shorten the wait.
      return true;
    }
    boolean current = !stale && !isUnseen();
    return !now.wall().isBefore(due) && (current || wasOverdue());
  }

  /** Whether all that is known was written by an earlier look, of this process or another. */
  private boolean isUnseen() {
    return spec.suspended() || seen.presence() instanceof Presence.Nothing;
  }

  private boolean wasOverdue() {
    return Conditions.has(known.conditions(), STALLED, ACCEPTANCE_OVERDUE);
  }

  private void addReady(Conditions conditions, Readiness readiness, boolean stale) {
    if (isAwaited()) {
      add(conditions, READY, Readiness.NOT_OBSERVED.status(), Readiness.NOT_OBSERVED, false);
    } else {
      var shown = stale ? readiness.stale(lastPoll()) : readiness;
      add(conditions, READY, shown.status(), shown, isUnseen());
    }
  }

  /** The time that the status names already, so that it stays the same while the poll is stale. */
  private Instant lastPoll() {
    var named = Readiness.staleSince(Condition.find(known.conditions(), READY));
    return named == null ? now.wall().minus(seen.since().until(now.monotonic())) : named;
  }

  /** Whether there is nothing to say about what the spec asks for now. */
  private boolean isAwaited() {
    return observedStatus.state() == null || isChanged() || isStillNotObserved();
  }

  /** Whether nobody has looked since the status said that nobody has. */
  private boolean isStillNotObserved() {
    return isUnseen() && Conditions.has(known.conditions(), READY, Readiness.NOT_OBSERVED.reason());
  }

  private static void add(
      Conditions conditions, String type, String word, Readiness readiness, boolean kept) {
    if (kept) {
      conditions.keep(type, word, readiness.reason(), readiness.message());
    } else {
      conditions.add(type, word, readiness.reason(), readiness.message());
    }
  }

  private Synced synced(boolean stale) {
    if (spec.suspended()) {
      return Synced.SUSPENDED;
    }
    var last = Synced.last(known.conditions());
    if (seen.failure() != null) {
      boolean hidesNothing = stale || isChanged() || observedStatus.state() == null;
      return last.failing(seen.failure(), hidesNothing);
    }
    if (!isUnseen()) {
      return Synced.polled(spec, pollPolicy);
    }
    return isChanged() ? Synced.NOT_OBSERVED : last;
  }

  private VpcEndpointConnectionStatus written(Conditions conditions, @Nullable Long eventCount) {
    return observedStatus.toBuilder()
        .observedGeneration(generation)
        .eventCount(eventCount)
        .unrecordedEvents(status == null ? null : status.unrecordedEvents())
        .conditions(conditions.toList())
        .build();
  }

  private EventSequence eventSequence(Readiness readiness, boolean overdue) {
    // Goes on when the resource comes to mean another connection: the events are still its own.
    var eventSequence = new EventSequence(status == null ? null : status.eventCount());
    var state = observedStatus.state();
    if (state != null && !state.equals(known.state())) {
      var reason = Readiness.event(state);
      if (reason != null) {
        boolean plain = reason == EventRecord.Reason.CONNECTION_PENDING;
        add(eventSequence, reason, plain ? Readiness.of(observedStatus, spec, false) : readiness);
      }
    }
    if (overdue && !wasOverdue()) {
      add(eventSequence, EventRecord.Reason.ACCEPTANCE_OVERDUE, readiness);
    }
    return eventSequence;
  }

  private void add(EventSequence eventSequence, EventRecord.Reason reason, Readiness readiness) {
    eventSequence.add(
        reason,
        readiness.message(),
        observedStatus.sourceID(),
        observedStatus.endpointID(),
        observedStatus.updatedTime());
  }

  private @Nullable Duration requeueAfter(boolean stale, boolean overdue) {
    if (spec.suspended()) {
      return null;
    }
    var overdueAt = stale || overdue || isUnseen() ? null : overdueAt();
    return Stream.of(
            overdueAt == null ? null : Duration.between(now.wall(), overdueAt),
            stale || seen.failure() == null || isAwaited()
                ? null
                : now.monotonic().until(staleAt()))
        .filter(Objects::nonNull)
        .min(Duration::compareTo)
        .orElse(null);
  }

  private MonotonicTime staleAt() {
    return seen.since().plus(pollPolicy.staleAfter(spec, uid));
  }

  private @Nullable Instant overdueAt() {
    var timeout = PollPolicy.pendingTimeout(spec);
    var since = StatusTime.parse(observedStatus.pendingSinceTime());
    boolean waits = ObservedStatus.isIn(observedStatus, ConnectionState.PENDING_ACCEPTANCE);
    return waits && since != null && !timeout.isZero() ? since.plus(timeout) : null;
  }
}
