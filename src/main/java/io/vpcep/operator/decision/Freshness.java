package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.READY;
import static io.vpcep.operator.api.Condition.SYNCED;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.connection.CloudFailure.Reason;
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

/**
 * How far the observation of a source still holds for a resource that watches it, and what its
 * Synced condition says of that.
 */
public final class Freshness {

  /** How long the first response may take before the resource becomes NotObserved. */
  static final Duration GRACE = Duration.ofSeconds(2);

  private final Poll poll;
  private final @Nullable List<Condition> known;
  private final boolean isKnown;
  private final boolean isStale;

  /**
   * What it depends on.
   *
   * @param observedGeneration of the present status; null before the first
   * @param seen the latest observation
   */
  public record Poll(
      SourceSpec spec,
      String uid,
      long generation,
      @Nullable Long observedGeneration,
      Observation seen,
      PollPolicy policy,
      Now now) {

    /** What it depends on for a resource. */
    public static Poll of(
        Resource<? extends SourceSpec, ? extends ResourceStatus<?>> resource,
        Observation seen,
        PollPolicy policy,
        Now now) {
      var metadata = resource.getMetadata();
      var status = resource.getStatus();
      return new Poll(
          resource.getSpec(),
          metadata.getUid(),
          metadata.getGeneration(),
          status == null ? null : status.observedGeneration(),
          seen,
          policy,
          now);
    }

    /** Whether the present status was decided for the present spec. */
    boolean isOfThisGeneration() {
      return Objects.equals(observedGeneration, generation);
    }

    /** Whether all that is known was written by an earlier look, of this process or another. */
    boolean isUnseen() {
      return spec.suspended() || seen.presence() instanceof Presence.Nothing;
    }

    /** Whether the spec was changed since the status was decided, and nobody has looked since. */
    boolean isChanged() {
      return seen.presence() instanceof Presence.Nothing
          && !spec.suspended()
          && !isOfThisGeneration();
    }

    /**
     * Whether the first poll of a new or changed resource is under way: a status now would be a
     * write without information.
     */
    public boolean isUndecided() {
      return isChanged()
          && (seen.failure() == null || isAccountMissing())
          && now.monotonic().isBefore(decidedAt());
    }

    /** Of what is applied at once, the account may come a moment later. */
    private boolean isAccountMissing() {
      boolean isNew = observedGeneration == null || observedGeneration < 0;
      return isNew && seen.failure() != null && seen.failure().reason() == Reason.ACCOUNT_NOT_FOUND;
    }

    /** How long a first poll is waited for from now on. */
    public Duration untilDecided() {
      return now.monotonic().until(decidedAt());
    }

    private MonotonicTime decidedAt() {
      return seen.since().plus(GRACE);
    }
  }

  /**
   * @param known the conditions of the present status, if it speaks of what the spec means now
   * @param isKnown whether there is anything to say about that
   */
  public Freshness(Poll poll, @Nullable List<Condition> known, boolean isKnown) {
    this.poll = poll;
    this.known = known;
    this.isKnown = isKnown;
    this.isStale = computeStale();
  }

  private boolean computeStale() {
    boolean staleBefore = Conditions.has(known, READY, Readiness.STALE);
    if (poll.spec.suspended()) {
      return staleBefore;
    }
    if (isAwaited()) {
      return false;
    }
    if (poll.isUnseen() && staleBefore) {
      return true;
    }
    return poll.seen.failure() != null && !poll.now.monotonic().isBefore(staleAt());
  }

  /** Whether nothing could be read for too long. */
  public boolean isStale() {
    return isStale;
  }

  /** Whether there is nothing to say about what the spec asks for now. */
  public boolean isAwaited() {
    return !isKnown || poll.isChanged() || isStillNotObserved();
  }

  /** Whether nobody has looked since the status said that nobody has. */
  private boolean isStillNotObserved() {
    return poll.isUnseen() && Conditions.has(known, READY, Readiness.NOT_OBSERVED.reason());
  }

  /** Adds Ready: as it would be by what was observed, unless that does not hold. */
  public void addReady(Conditions conditions, Readiness observed) {
    if (isAwaited()) {
      conditions.add(READY, Readiness.NOT_OBSERVED, false);
    } else {
      conditions.add(READY, isStale ? observed.stale(lastPoll()) : observed, poll.isUnseen());
    }
  }

  /** The time that the status names already, so that it stays the same while the poll is stale. */
  private Instant lastPoll() {
    var named = Readiness.staleSince(Condition.find(known, READY));
    var now = poll.now;
    return named == null ? now.wall().minus(poll.seen.since().until(now.monotonic())) : named;
  }

  /** Adds Synced: whether the source could be read. */
  public void addSynced(Conditions conditions) {
    var last = Synced.last(known);
    if (isKept(last)) {
      conditions.keep(SYNCED, last.status(), last.reason(), last.message());
    } else {
      var synced = synced(last);
      conditions.add(SYNCED, synced.status(), synced.reason(), synced.message());
    }
  }

  /**
   * Whether Synced goes on to say what an earlier poll led to: nobody has polled since, or the last
   * poll failed in a way that is not shown yet. What needs action shows at once, and what passes by
   * itself when nothing that was read is hidden by it any more.
   */
  private boolean isKept(Synced last) {
    if (poll.spec.suspended() || poll.isChanged()) {
      return false;
    }
    var failure = poll.seen.failure();
    return failure == null
        ? poll.isUnseen()
        : failure.reason().isTransient()
            && !last.equals(Synced.NOT_OBSERVED)
            && !isStale
            && isKnown;
  }

  private Synced synced(Synced last) {
    if (poll.spec.suspended()) {
      return Synced.SUSPENDED;
    }
    var failure = poll.seen.failure();
    if (failure != null) {
      return last.failing(failure);
    }
    return poll.isUnseen() ? Synced.NOT_OBSERVED : Synced.polled(poll.spec, poll.policy);
  }

  /**
   * How long to wait until it is decided again; null for never.
   *
   * @param due when something becomes overdue; null if nothing does
   */
  public @Nullable Duration requeueAfter(@Nullable Instant due) {
    return poll.spec.suspended()
        ? null
        : Stream.of(due == null ? null : Duration.between(poll.now.wall(), due), untilStale())
            .filter(Objects::nonNull)
            .min(Duration::compareTo)
            .orElse(null);
  }

  /**
   * How long until the observation becomes stale if nothing is read; null if it is not going to.
   */
  private @Nullable Duration untilStale() {
    return isStale || poll.seen.failure() == null || isAwaited()
        ? null
        : poll.now.monotonic().until(staleAt());
  }

  private MonotonicTime staleAt() {
    return poll.seen.since().plus(poll.policy.staleAfter(poll.spec, poll.uid, poll.seen.stretch()));
  }
}
