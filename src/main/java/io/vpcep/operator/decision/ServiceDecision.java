package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.ATTENTION_REQUIRED;
import static io.vpcep.operator.api.Condition.CONNECTIONS_READY;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.api.VpcEndpointServiceStatus.Css;
import io.vpcep.operator.api.VpcEndpointServiceStatus.Unwatched;
import io.vpcep.operator.api.VpcEndpointServiceStatusBuilder;
import io.vpcep.operator.connection.CssCluster;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.Freshness.Poll;
import io.vpcep.operator.decision.ServiceSummary.Member;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Decides what the status of a VpcEndpointService should be. */
public final class ServiceDecision {

  private final VpcEndpointServiceSpec spec;
  private final @Nullable VpcEndpointServiceStatus status;
  private final Poll poll;
  private final Freshness freshness;
  private final AttentionPolicy attention;
  private final ReportedConnections reported;
  private final @Nullable ConnectionsReady made;
  private final @Nullable SourceListing listing;
  private final @Nullable ServiceSummary summary;

  /**
   * What was concluded.
   *
   * @param reported which connections are reported once this decision is carried out
   */
  public record Conclusion(
      Decision<VpcEndpointServiceStatus> decision, ReportedConnections reported) {}

  private ServiceDecision(
      VpcEndpointService resource,
      Observation seen,
      WatchedConnections watched,
      @Nullable ReportedConnections reported,
      @Nullable ConnectionsReady made,
      PollPolicy pollPolicy,
      Now now) {
    this.made = made;
    this.spec = resource.getSpec();
    this.status = resource.getStatus();
    this.poll = Poll.of(resource, seen, pollPolicy, now);
    this.attention = AttentionPolicy.of(spec);
    this.reported = reported == null ? ReportedConnections.OfStatus.of(resource) : reported;
    var found = seen.presence() instanceof Presence.Listed listed ? listed.listing() : null;
    boolean wasListed = status != null && status.total() != null;
    this.freshness =
        new Freshness(
            poll, status == null ? null : status.conditions(), found != null || wasListed);
    // An old list is no ground to call somebody.
    this.listing = freshness.isStale() ? null : found;
    this.summary =
        listing == null
            ? null
            : ServiceSummary.of(
                listing, spec, watched, this.reported, poll.isOfThisGeneration(), now.wall());
  }

  /**
   * The status that the resource should have now, the events of getting there, and when to ask
   * again.
   *
   * @param watched the connections that have a resource of their own
   * @param reported which connections this process has reported; null if it has reported none
   * @param made what is known of the resources that the service makes; null for nothing new
   */
  public static Conclusion decide(
      VpcEndpointService resource,
      Observation seen,
      WatchedConnections watched,
      @Nullable ReportedConnections reported,
      @Nullable ConnectionsReady made,
      PollPolicy pollPolicy,
      Now now) {
    return new ServiceDecision(resource, seen, watched, reported, made, pollPolicy, now).conclude();
  }

  private Conclusion conclude() {
    if (status != null && poll.isUndecided()) {
      return new Conclusion(new Decision<>(status, List.of(), poll.untilDecided()), reported);
    }
    var conditions =
        new Conditions(
            status == null ? null : status.conditions(), poll.generation(), poll.now().wall());
    freshness.addReady(conditions, Readiness.LISTED);
    freshness.addSynced(conditions);
    addAttention(conditions);
    if (spec.connections() != null) {
      addConnectionsReady(conditions);
    }
    var events = new EventSequence(status == null ? null : status.eventCount());
    if (summary != null) {
      ServiceEvents.add(events, summary, reported, spec);
    }
    NotPolledEvent.add(events, status == null ? null : status.conditions(), conditions.toList());
    var next = next(conditions, events.count());
    return new Conclusion(
        new Decision<>(next, events.toList(), requeueAfter()),
        listing == null || summary == null ? reported : reported.and(listing, summary));
  }

  /** Stays as it was for as long as there is no new list. */
  private void addAttention(Conditions conditions) {
    var before = Condition.find(status == null ? null : status.conditions(), ATTENTION_REQUIRED);
    if (summary != null) {
      conditions.add(ATTENTION_REQUIRED, AttentionCondition.of(summary, attention, spec), false);
    } else if (before != null) {
      conditions.keep(ATTENTION_REQUIRED, before.status(), before.reason(), before.message());
    } else {
      conditions.add(ATTENTION_REQUIRED, Readiness.NOT_OBSERVED, false);
    }
  }

  /** Stays as it was for as long as nothing new is known. */
  private void addConnectionsReady(Conditions conditions) {
    var before = Condition.find(status == null ? null : status.conditions(), CONNECTIONS_READY);
    if (made != null) {
      conditions.add(CONNECTIONS_READY, made.status(), made.reason(), made.message());
    } else if (before != null) {
      conditions.keep(CONNECTIONS_READY, before.status(), before.reason(), before.message());
    } else {
      conditions.add(
          CONNECTIONS_READY,
          ConnectionsReady.IN_PROGRESS.status(),
          ConnectionsReady.IN_PROGRESS.reason(),
          ConnectionsReady.IN_PROGRESS.message());
    }
  }

  private VpcEndpointServiceStatus next(Conditions conditions, @Nullable Long eventCount) {
    var before = status == null ? VpcEndpointServiceStatusBuilder.builder().build() : status;
    var next =
        (listing == null || summary == null
                ? before.toBuilder()
                : summed(before, summary).css(css(listing.cluster())))
            .observedGeneration(poll.generation())
            .eventCount(eventCount)
            .conditions(conditions.toList())
            .build();
    return next.equals(status)
        ? next
        : next.toBuilder().lastChangeTime(StatusTime.format(poll.now().wall())).build();
  }

  private VpcEndpointServiceStatusBuilder summed(
      VpcEndpointServiceStatus before, ServiceSummary sum) {
    var needing = sum.count(member -> attention.includes(member.connection().state()));
    var entries = sum.attention(attention);
    int omitted = needing - entries.size();
    return before.toBuilder()
        .total(sum.total())
        .selected(sum.members().size())
        .watched(sum.count(Member::isWatched))
        .states(sum.members().isEmpty() ? null : sum.states())
        .oldestPendingTime(format(sum.oldestPending(member -> true)))
        .attention(entries.isEmpty() ? null : entries)
        .attentionOmitted(omitted == 0 ? null : omitted)
        .unwatched(unwatched(sum));
  }

  private static @Nullable Css css(@Nullable CssCluster cluster) {
    return cluster == null || cluster.equals(CssCluster.UNKNOWN)
        ? null
        : new Css(cluster.serviceName(), cluster.updateEnabled());
  }

  private static Unwatched unwatched(ServiceSummary sum) {
    Predicate<Member> isUnwatched = member -> !member.isWatched();
    return new Unwatched(
        sum.count(isUnwatched.and(Member::isFailed)),
        sum.count(isUnwatched.and(Member::isOverdue)),
        format(sum.oldestPending(isUnwatched)));
  }

  private static @Nullable String format(@Nullable Instant time) {
    return time == null ? null : StatusTime.format(time);
  }

  private @Nullable Duration requeueAfter() {
    return freshness.requeueAfter(
        summary == null ? null : summary.nextOverdue(PollPolicy.pendingTimeout(spec)));
  }
}
