package io.vpcep.operator.decision;

import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.api.VpcEndpointServiceStatus.AttentionEntry;
import io.vpcep.operator.api.VpcEndpointServiceStatus.StateCount;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.ServiceSummary.Member;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which connections of a source were reported in which state, so that each transition is reported
 * once.
 */
public sealed interface ReportedConnections {

  /** Whether the connection was reported in the state that it is in. */
  boolean hasState(Member member);

  /** Whether the connection was reported as overdue. */
  boolean isOverdue(String endpointId, Instant since);

  /** Since when the connection was reported to be in its state; null if it was not. */
  @Nullable Instant since(Connection connection);

  /** What is reported when the events of a list are recorded, too. */
  default ReportedConnections and(SourceListing listing, ServiceSummary summary) {
    var before = before(listing);
    return new OfProcess(listing, before, remembered(before, listing, summary));
  }

  /** What a list lacks is remembered for one more list. */
  private Map<String, Member> remembered(
      SourceListing before, SourceListing listing, ServiceSummary summary) {
    var all = new HashMap<String, Member>();
    if (this instanceof OfProcess last) {
      all.putAll(last.remembered);
      all.keySet().retainAll(before.connections().keySet());
      all.keySet().removeAll(listing.connections().keySet());
    }
    summary
        .which(member -> member.isPending() || !member.isDated())
        .forEach(member -> all.put(member.endpointId(), member));
    return Map.copyOf(all);
  }

  private SourceListing before(SourceListing listing) {
    if (this instanceof OfProcess last) {
      return last.latest.equals(listing) ? last.before : last.latest;
    }
    return listing;
  }

  /**
   * What this process reported.
   *
   * @param latest the list that was reported last
   * @param before the one before it: what one list lacks may have been hidden between its pages
   * @param remembered by endpoint, those for which the cloud does not tell since when they are in
   *     their state, or whose later updates do not count
   */
  record OfProcess(SourceListing latest, SourceListing before, Map<String, Member> remembered)
      implements ReportedConnections {

    @Override
    public boolean hasState(Member member) {
      var reported = latest.connections().get(member.endpointId());
      if (reported == null) {
        reported = before.connections().get(member.endpointId());
      }
      return reported != null && member.isIn(reported.state());
    }

    @Override
    public boolean isOverdue(String endpointId, Instant since) {
      var before = remembered.get(endpointId);
      return before != null && before.isOverdue();
    }

    @Override
    public @Nullable Instant since(Connection connection) {
      var member = remembered.get(connection.endpointId());
      return member != null && member.isIn(connection.state()) ? member.since() : null;
    }
  }

  /**
   * What an earlier process reported, as far as the status of the resource tells. What it has no
   * room for was reported if it is older than the status.
   *
   * @param status null before the first
   * @param timeout after which a connection is overdue
   */
  record OfStatus(@Nullable VpcEndpointServiceStatus status, Duration timeout)
      implements ReportedConnections {

    /** What the status of a resource tells. */
    static OfStatus of(VpcEndpointService resource) {
      return new OfStatus(resource.getStatus(), PollPolicy.pendingTimeout(resource.getSpec()));
    }

    @Override
    public boolean hasState(Member member) {
      if (status == null || status.total() == null) {
        return false;
      }
      return listsAllIn(member.connection().state())
          ? attentionTime(member.connection()) != null
          : !isAfter(member.since(), Duration.ZERO);
    }

    /** Whether the status lists each connection that it counts in a state. */
    private boolean listsAllIn(ConnectionState state) {
      int counted =
          Objects.requireNonNullElse(Objects.requireNonNull(status).states(), List.<StateCount>of())
              .stream()
              .filter(count -> count.state().equals(state.value()))
              .mapToInt(StateCount::count)
              .sum();
      return counted == entries().filter(entry -> entry.state().equals(state.value())).count();
    }

    @Override
    public boolean isOverdue(String endpointId, Instant since) {
      var unwatched = status == null ? null : status.unwatched();
      return unwatched != null && unwatched.overdue() > 0 && !isAfter(since, timeout);
    }

    /** Whether a time lies after what the status shows, as far as can be told. */
    private boolean isAfter(Instant time, Duration later) {
      var changed = StatusTime.parse(Objects.requireNonNull(status).lastChangeTime());
      return changed != null && time.plus(later).isAfter(changed);
    }

    @Override
    public @Nullable Instant since(Connection connection) {
      return StatusTime.parse(attentionTime(connection));
    }

    private Stream<AttentionEntry> entries() {
      var entries = status == null ? null : status.attention();
      return Objects.requireNonNullElse(entries, List.<AttentionEntry>of()).stream();
    }

    /** Since when the status lists it in this state; null if it does not. */
    private @Nullable String attentionTime(Connection connection) {
      return entries()
          .filter(entry -> entry.endpointID().equals(connection.endpointId()))
          .filter(entry -> entry.state().equals(connection.state().value()))
          .map(AttentionEntry::sinceTime)
          .findFirst()
          .orElse(null);
    }
  }
}
