package io.vpcep.operator.acceptance;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsLast;
import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the pending connections of a list, the oldest first, so that neither the order of
 * the list nor luck decides who is within a limit. Those that were tried before come last, the one
 * whose last attempt is longest ago first: an endpoint that always fails keeps no other waiting.
 */
final class PendingEvaluation {

  /** After this time, a request that the cloud accepted and did not carry out is reported. */
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final SourceListing listing;
  private final Rules rules;
  private final DomainUsage usage;
  private final DecisionHistory history;
  private final PendingAges ages;
  private final EvaluationLimits limits;
  private final Now now;
  private final Map<String, Long> decided;
  private final List<DecisionEntry> added = new ArrayList<>();
  private final Map<WaitReason, Integer> waiting = new EnumMap<>(WaitReason.class);
  private @Nullable Duration nextDue;
  private int pending;
  private int undecided;

  /**
   * @param decided by endpoint, the numbers of the decisions on this list so far
   */
  PendingEvaluation(
      SourceListing listing,
      Rules rules,
      DomainUsage usage,
      DecisionHistory history,
      PendingAges ages,
      EvaluationLimits limits,
      Map<String, Long> decided,
      Now now) {
    this.listing = listing;
    this.rules = rules;
    this.usage = usage;
    this.history = history;
    this.ages = ages;
    this.limits = limits;
    this.decided = new HashMap<>(decided);
    // What the status does not know of was not written: it is decided again.
    this.decided.values().removeIf(number -> number >= history.decisionLog().nextNumber());
    this.now = now;
  }

  /** Decides. Why the others wait is told by what holds after that. */
  void run() {
    var left = new ArrayList<Connection>();
    for (var connection : pendingInTurn()) {
      pending++;
      var age = ages.of(connection);
      if (history.decisionLog().isOpen(connection.endpointId())) {
        awaitCloud(connection.endpointId());
      } else if (!isDecided(connection, age)) {
        left.add(connection);
      }
    }
    left.forEach(this::leave);
  }

  private List<Connection> pendingInTurn() {
    var attempts = history.decisionLog().lastAttempts();
    return listing.connections().values().stream()
        .filter(connection -> connection.state().equals(ConnectionState.PENDING_ACCEPTANCE))
        .sorted(
            comparing((Connection each) -> attempts.getOrDefault(each.endpointId(), 0L))
                .thenComparing(Connection::createdTime, nullsLast(naturalOrder()))
                .thenComparing(Connection::endpointId))
        .toList();
  }

  private void awaitCloud(String endpointId) {
    var done = history.decisionLog().done(endpointId);
    if (done != null && history.deadlines().isOver(done.time(), PATIENCE)) {
      waits(WaitReason.CLOUD);
    }
  }

  private Ruling ruling(Connection connection) {
    return rules.of(connection.endpointId(), connection.domainId(), usage);
  }

  private boolean isDecided(Connection connection, Duration age) {
    if (ruling(connection) instanceof Ruling.Decided found && obstacle(connection, age) == null) {
      decide(connection, found);
      return true;
    }
    return false;
  }

  private void leave(Connection connection) {
    var ruling = ruling(connection);
    if (ruling instanceof Ruling.Decided) {
      waits(requireNonNullElse(obstacle(connection, ages.of(connection)), WaitReason.NEXT_LIST));
    } else if (ruling instanceof Ruling.Unclear) {
      waits(requireNonNullElse(obstacle(connection, ages.of(connection)), WaitReason.NOT_WHOLE));
    } else if (ruling instanceof Ruling.Limited) {
      waits(WaitReason.PER_DOMAIN);
    } else {
      undecided++;
    }
  }

  /** What keeps the policy from deciding now; null for nothing. */
  private @Nullable WaitReason obstacle(Connection connection, Duration age) {
    if (!limits.acts()) {
      return WaitReason.IDLE;
    }
    if (age.compareTo(limits.minAge()) < 0) {
      due(limits.minAge().minus(age));
      return WaitReason.AGE;
    }
    if (history.holds().isHeld(connection.endpointId())) {
      return WaitReason.HELD;
    }
    if (history.decisionLog().openCount() >= DecisionLog.MOST_OPEN) {
      return WaitReason.OPEN;
    }
    if (limits.counts() && history.rate().count() >= limits.perHour()) {
      return WaitReason.PER_HOUR;
    }
    return sweepObstacle(connection.endpointId());
  }

  private @Nullable WaitReason sweepObstacle(String endpointId) {
    if (decided.containsKey(endpointId)) {
      return WaitReason.NEXT_LIST;
    }
    return decided.size() < limits.perSweep() && added.size() < limits.most()
        ? null
        : WaitReason.PER_SWEEP;
  }

  private void decide(Connection connection, Ruling.Decided ruling) {
    var entry =
        history
            .decisionLog()
            .add(connection, ruling, limits.counts() ? Result.Started : Result.DryRun, now.wall());
    added.add(entry);
    decided.put(entry.endpointID(), entry.number());
    if (limits.counts()) {
      history.rate().add();
    }
    if (entry.action() == Action.Accept) {
      usage.add(entry.domainID(), entry.endpointID());
    }
  }

  private void waits(WaitReason why) {
    waiting.merge(why, 1, Integer::sum);
  }

  private void due(Duration delay) {
    nextDue = nextDue == null || delay.compareTo(nextDue) < 0 ? delay : nextDue;
  }

  /** What was decided. */
  List<DecisionEntry> added() {
    return added;
  }

  /** By endpoint, the numbers of the decisions on this list. */
  Map<String, Long> decided() {
    return decided;
  }

  /** How many connections a rule decides that wait, and why. */
  Map<WaitReason, Integer> waiting() {
    return waiting;
  }

  int waitingCount() {
    return waiting.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Whether one waits for nothing but a list that was read as a whole. */
  boolean needsWholeList() {
    return waiting.containsKey(WaitReason.NOT_WHOLE);
  }

  /** How many connections are pending. */
  int pending() {
    return pending;
  }

  /** How many of them no rule matches. */
  int undecided() {
    return undecided;
  }

  /** How long until the next connection is old enough; null if none waits for that. */
  @Nullable Duration nextDue() {
    return nextDue;
  }
}
