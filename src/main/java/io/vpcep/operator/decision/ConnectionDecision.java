package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.ACCEPTANCE_OVERDUE;
import static io.vpcep.operator.api.Condition.STALLED;
import static io.vpcep.operator.api.Condition.SYNCED;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.decision.Freshness.Poll;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides what the status of a VpcEndpointConnection should be. */
public final class ConnectionDecision {

  private final VpcEndpointConnectionSpec spec;
  private final @Nullable VpcEndpointConnectionStatus status;
  private final Poll poll;
  private final VpcEndpointConnectionStatus known;
  private final VpcEndpointConnectionStatus observedStatus;
  private final Freshness freshness;

  private ConnectionDecision(
      VpcEndpointConnection resource, Observation seen, PollPolicy pollPolicy, Now now) {
    this.spec = resource.getSpec();
    this.status = resource.getStatus();
    this.poll = Poll.of(resource, seen, pollPolicy, now);
    this.known = ObservedStatus.lastKnown(spec, status);
    this.observedStatus =
        spec.suspended() ? known : ObservedStatus.after(seen.presence(), known, spec, now.wall());
    this.freshness = new Freshness(poll, known.conditions(), observedStatus.state() != null);
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

  /** What the resource shows when the operator itself fails with it. */
  public static VpcEndpointConnectionStatus failed(
      VpcEndpointConnectionStatus status, long generation, Now now) {
    var failed = InternalErrorStatus.of(status, SYNCED, "False", generation, now.wall());
    return failed.toBuilder().reason(Conditions.leadingReason(failed.conditions())).build();
  }

  private Decision<VpcEndpointConnectionStatus> decide() {
    if (status != null && poll.isUndecided()) {
      return new Decision<>(status, List.of(), poll.untilDecided());
    }
    boolean overdue = isOverdue();
    var readiness = Readiness.of(observedStatus, spec, overdue);
    var conditions =
        new Conditions(
            status == null ? null : status.conditions(), poll.generation(), poll.now().wall());
    freshness.addReady(conditions, readiness);
    freshness.addSynced(conditions);
    if (readiness.stalled()) {
      conditions.add(STALLED, readiness.asStalled(), poll.isUnseen());
    }
    var eventSequence = eventSequence(readiness, overdue);
    var list = conditions.toList();
    NotPolledEvent.add(eventSequence, status == null ? null : status.conditions(), list);
    return new Decision<>(
        written(list, eventSequence.count()), eventSequence.toList(), requeueAfter(overdue));
  }

  /**
   * An old observation is no ground to call somebody: what was pending may be accepted by now, be
   * it since the cloud fell silent, since the resource was suspended, or since an earlier process
   * looked.
   */
  private boolean isOverdue() {
    var due = overdueAt();
    if (due == null) {
      return false;
    }
    if (wasOverdue() && poll.isOfThisGeneration()) {
      // Setting the clock back does not shorten the wait.
      return true;
    }
    boolean current = !freshness.isStale() && !poll.isUnseen();
    return !poll.now().wall().isBefore(due) && (current || wasOverdue());
  }

  private boolean wasOverdue() {
    return Conditions.has(known.conditions(), STALLED, ACCEPTANCE_OVERDUE);
  }

  private VpcEndpointConnectionStatus written(
      List<Condition> conditions, @Nullable Long eventCount) {
    return observedStatus.toBuilder()
        .observedGeneration(poll.generation())
        .reason(Conditions.leadingReason(conditions))
        .eventCount(eventCount)
        .unrecordedEvents(status == null ? null : status.unrecordedEvents())
        .conditions(conditions)
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

  private @Nullable Duration requeueAfter(boolean overdue) {
    return freshness.requeueAfter(
        freshness.isStale() || overdue || poll.isUnseen() ? null : overdueAt());
  }

  private @Nullable Instant overdueAt() {
    var timeout = PollPolicy.pendingTimeout(spec);
    var since = StatusTime.parse(observedStatus.pendingSinceTime());
    boolean waits = ObservedStatus.isIn(observedStatus, ConnectionState.PENDING_ACCEPTANCE);
    return waits && since != null && !timeout.isZero() ? since.plus(timeout) : null;
  }
}
