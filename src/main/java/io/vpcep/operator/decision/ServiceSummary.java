package io.vpcep.operator.decision;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.VpcEndpointServiceSpec;
import io.vpcep.operator.api.VpcEndpointServiceStatus.AttentionEntry;
import io.vpcep.operator.api.VpcEndpointServiceStatus.StateCount;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the list of a source amounts to for one VpcEndpointService.
 *
 * @param total how many connections the source lists
 * @param members those that the service selects
 */
public record ServiceSummary(int total, List<Member> members) {

  /** So many different states are counted one by one. */
  static final int MAX_STATES = 20;

  private static final String OTHER_STATES = "other";

  private static final Comparator<Member> WORST_AND_OLDEST_FIRST =
      Comparator.comparingInt(Member::rank)
          .thenComparing(Member::since)
          .thenComparing(Member::endpointId);

  /**
   * One selected connection.
   *
   * @param connection as it is listed
   * @param since when it came to be in its state, or was seen first in it
   * @param isOverdue whether it waits for acceptance for longer than the service allows
   * @param isWatched whether it has a resource of its own
   */
  public record Member(Connection connection, Instant since, boolean isOverdue, boolean isWatched) {

    /** Whether it has been in its state since a time of the cloud. */
    boolean isDated() {
      return since.equals(connection.updatedTime()) || since.equals(connection.createdTime());
    }

    /** The endpoint that is connected. */
    public String endpointId() {
      return connection.endpointId();
    }

    /** Whether it is in the state. */
    public boolean isIn(ConnectionState state) {
      return connection.state().equals(state);
    }

    boolean isPending() {
      return isIn(ConnectionState.PENDING_ACCEPTANCE);
    }

    boolean isFailed() {
      return isIn(ConnectionState.FAILED);
    }

    private int rank() {
      if (isFailed()) {
        return 0;
      }
      if (isPending()) {
        return isOverdue ? 1 : 3;
      }
      return isIn(ConnectionState.REJECTED) ? 2 : 4;
    }

    private AttentionEntry entry() {
      return new AttentionEntry(
          connection.endpointId(),
          connection.markerId(),
          connection.domainId(),
          connection.state().value(),
          StatusTime.format(since),
          connection.errorCode());
    }
  }

  public ServiceSummary {
    members = List.copyOf(members);
  }

  /**
   * Sums a list up.
   *
   * @param watched the connections that have a resource of their own
   * @param reported what was reported of the source before
   * @param isSameSpec whether that was for the same spec: whoever sets the clock back does not
   *     shorten the wait
   */
  public static ServiceSummary of(
      SourceListing listing,
      VpcEndpointServiceSpec spec,
      WatchedConnections watched,
      ReportedConnections reported,
      boolean isSameSpec,
      Instant now) {
    var timeout = PollPolicy.pendingTimeout(spec);
    var members = new ArrayList<Member>();
    for (var connection : listing.connections().values()) {
      if (isSelected(connection, spec)) {
        boolean pending = connection.state().equals(ConnectionState.PENDING_ACCEPTANCE);
        var since = since(connection, pending, reported.since(connection), now);
        boolean overdue =
            pending
                && !timeout.isZero()
                && (!now.isBefore(since.plus(timeout))
                    || (isSameSpec && reported.isOverdue(connection.endpointId(), since)));
        members.add(new Member(connection, since, overdue, watched.contains(connection)));
      }
    }
    return new ServiceSummary(listing.size(), members);
  }

  /** Whether the service selects the connection. */
  public static boolean isSelected(Connection connection, VpcEndpointServiceSpec spec) {
    var selector = spec.selector();
    return selector == null
        || ((isEmpty(selector.domainIDs()) || has(selector.domainIDs(), connection.domainId()))
            && !has(selector.excludeDomainIDs(), connection.domainId())
            && !has(selector.excludeEndpointIDs(), connection.endpointId()));
  }

  private static boolean isEmpty(@Nullable Collection<String> ids) {
    return ids == null || ids.isEmpty();
  }

  private static boolean has(@Nullable Collection<String> ids, @Nullable String id) {
    return ids != null && id != null && ids.contains(id);
  }

  /** Like {@code status.pendingSinceTime} of a connection. */
  private static Instant since(
      Connection connection, boolean pending, @Nullable Instant before, Instant now) {
    if (pending && before != null) {
      // A changed description of an endpoint does not shorten its wait.
      return before;
    }
    var dated = StatusTime.firstPast(now, connection.updatedTime(), connection.createdTime());
    return dated == null ? requireNonNullElse(before, now) : dated;
  }

  /** The members of which something holds. */
  public Stream<Member> which(Predicate<Member> predicate) {
    return members.stream().filter(predicate);
  }

  int count(Predicate<Member> predicate) {
    return (int) which(predicate).count();
  }

  /** How many members are in each state: first the documented states, then others by name. */
  List<StateCount> states() {
    var counts = new TreeMap<ConnectionState, Integer>(Comparator.comparing(ServiceSummary::order));
    members.forEach(member -> counts.merge(member.connection().state(), 1, Integer::sum));
    var states = new ArrayList<StateCount>();
    int others = 0;
    for (Map.Entry<ConnectionState, Integer> count : counts.entrySet()) {
      if (states.size() < MAX_STATES) {
        states.add(new StateCount(count.getKey().value(), count.getValue()));
      } else {
        others += count.getValue();
      }
    }
    if (others > 0) {
      states.add(new StateCount(OTHER_STATES, others));
    }
    return states;
  }

  private static String order(ConnectionState state) {
    var documented = ConnectionState.DOCUMENTED;
    int place = documented.indexOf(state);
    return place < 0 ? documented.size() + state.value() : Integer.toString(place);
  }

  /**
   * Since when the member has waited for acceptance that has waited longest; null if none waits.
   */
  @Nullable Instant oldestPending(Predicate<Member> predicate) {
    return which(predicate)
        .filter(Member::isPending)
        .map(Member::since)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** When the next member becomes overdue; null if none does. */
  @Nullable Instant nextOverdue(Duration timeout) {
    if (timeout.isZero()) {
      return null;
    }
    var oldest = oldestPending(member -> !member.isOverdue());
    return oldest == null ? null : oldest.plus(timeout);
  }

  /** The members that need attention, the worst and oldest first. */
  List<AttentionEntry> attention(AttentionPolicy policy) {
    return which(member -> policy.includes(member.connection().state()))
        .sorted(WORST_AND_OLDEST_FIRST)
        .limit(policy.limit())
        .map(Member::entry)
        .toList();
  }
}
