package io.vpcep.operator.acceptance;

import static io.vpcep.operator.api.Condition.ACTING;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatusBuilder;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.Conditions;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.EventSequence;
import io.vpcep.operator.decision.Freshness;
import io.vpcep.operator.decision.Freshness.Poll;
import io.vpcep.operator.decision.NotPolledEvent;
import io.vpcep.operator.decision.Readiness;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which pending connections a policy accepts and rejects, and what its status should be.
 *
 * <p>A decision takes two turns. The first writes it into the status, counted against the limits.
 * The second, once the status holds it, asks for the action. Whatever happens in between, there is
 * never an action that the status does not show.
 */
public final class AcceptanceDecision {

  /** How soon what was written is requested. */
  static final Duration SOON = Duration.ofMillis(100);

  private final AcceptanceInput input;
  private final VpcEndpointAcceptancePolicySpec spec;
  private final Rules rules;
  private final VpcEndpointAcceptancePolicyStatus status;
  private final Poll poll;
  private final Freshness freshness;
  private final Presence.@Nullable Listed listed;
  private final AcceptanceMemory memory;
  private final Deadlines deadlines;
  private final DecisionLog decisionLog;
  private final ConsecutiveFailures consecutiveFailures;
  private final DecisionHistory history;
  private final PendingAges ages;
  private final EventSequence events;
  private final PossiblyAccepted possiblyAccepted;
  private final OutcomeRecorder outcomes;

  /**
   * What was concluded.
   *
   * @param decision the status, its events, and when to ask again
   * @param actions what is requested now; the present status shows it
   * @param memory for the next decision
   */
  public record Conclusion(
      Decision<VpcEndpointAcceptancePolicyStatus> decision,
      List<PlannedAction> actions,
      AcceptanceMemory memory) {

    public Conclusion {
      actions = List.copyOf(actions);
    }
  }

  private AcceptanceDecision(AcceptanceInput input) {
    this.input = input;
    var policy = input.policy();
    var present = policy.getStatus();
    this.spec = policy.getSpec();
    this.rules = Rules.of(spec);
    this.status =
        present == null ? VpcEndpointAcceptancePolicyStatusBuilder.builder().build() : present;
    this.poll = Poll.of(policy, input.seen(), input.pollPolicy(), input.now());
    var found = input.seen().presence() instanceof Presence.Listed known ? known : null;
    this.freshness =
        new Freshness(poll, status.conditions(), found != null || status.pending() != null);
    this.listed = found != null && isCurrent(found.listing()) ? found : null;
    this.memory = input.memory().of(policy.getMetadata().getUid());
    this.deadlines = new Deadlines(memory.periods(), input.now());
    this.decisionLog = new DecisionLog(status.decisions());
    this.consecutiveFailures =
        new ConsecutiveFailures(status.failures(), poll.generation(), deadlines, input.now());
    var holds = new RetryAfterHolds(memory.held(), input.now().monotonic());
    var rate = new RateWindow(status.recentActions(), deadlines, input.now().wall());
    this.history = new DecisionHistory(decisionLog, rate, consecutiveFailures, deadlines, holds);
    this.ages = new PendingAges(memory.firstSeen(), input.now());
    this.events = new EventSequence(status.eventCount());
    this.possiblyAccepted =
        new PossiblyAccepted(memory.possiblyAccepted(), input.now().monotonic());
    this.outcomes =
        new OutcomeRecorder(
            decisionLog,
            rate,
            consecutiveFailures,
            holds,
            possiblyAccepted,
            new AuditTrail(events));
  }

  /** What follows from what is known. */
  public static Conclusion decide(AcceptanceInput input) {
    return new AcceptanceDecision(input).conclude();
  }

  /**
   * Whether the list is good enough to act on: the latest poll read it, and not long ago. What of
   * it could not be understood does not count against it.
   */
  private boolean isCurrent(SourceListing found) {
    var failure = input.seen().failure();
    var age = input.seen().since().until(input.now().monotonic());
    var patience = input.pollPolicy().twoIntervals(spec, input.seen().stretch());
    return !freshness.isStale()
        && (failure == null || failure.equals(found.failure()))
        && age.compareTo(patience) <= 0;
  }

  private Conclusion conclude() {
    if (input.policy().getStatus() != null && poll.isUndecided()) {
      return new Conclusion(
          new Decision<>(status, List.of(), poll.untilDecided()), List.of(), memory);
    }
    outcomes.report(input.reports());
    var requests = new ActionRequests(input.policy(), rules, decisionLog, outcomes);
    requests.withdraw(mayAct());
    return listed == null ? unlisted() : listed(listed, requests);
  }

  /** Without a list that is good enough, nothing is decided and nothing requested. */
  private Conclusion unlisted() {
    var standing = standing();
    return concluded(
        status.toBuilder().recentActions(history.rate().toList()),
        standing == null ? withoutList() : standing,
        List.of(),
        null,
        left(
            memory.sweep(),
            memory.sweepBefore(),
            memory.decided(),
            memory.firstSeen(),
            memory.needsWholeList()));
  }

  private AcceptanceMemory left(
      MonotonicTime sweep,
      MonotonicTime sweepBefore,
      Map<String, Long> decided,
      Map<String, MonotonicTime> firstSeen,
      boolean needsWholeList) {
    return new AcceptanceMemory(
        poll.uid(),
        sweep,
        sweepBefore,
        decided,
        deadlines.used(),
        firstSeen,
        history.holds().toMap(),
        possiblyAccepted.toMap(),
        needsWholeList);
  }

  /** A list that is late for a moment changes nothing. */
  private Acting withoutList() {
    if (freshness.isStale()) {
      return Acting.STALE;
    }
    return freshness.isAwaited()
        ? Acting.NOT_OBSERVED
        : Acting.kept(Condition.find(status.conditions(), ACTING));
  }

  private Conclusion listed(Presence.Listed latest, ActionRequests requests) {
    var current = latest.listing();
    outcomes.settle(current);
    int most = most();
    var usage = new DomainUsage(current, latest.isWhole());
    decisionLog.count(usage);
    var sweepBefore = isSameList() ? memory.sweepBefore() : memory.sweep();
    possiblyAccepted.settle(sweepBefore);
    possiblyAccepted.count(current, usage);
    reviewDryRun(current, usage);
    var actions = requests.list(current, usage, most);
    var limits =
        EvaluationLimits.of(spec, consecutiveFailures.isStopped() && isAnyStarted() ? 0 : most);
    var evaluation = evaluate(current, usage, limits);
    evaluation.added().stream()
        .filter(entry -> !spec.enforces())
        .forEach(outcomes.audit()::wouldAct);
    var standing = standing();
    var next =
        status.toBuilder()
            .pending(evaluation.pending())
            .undecided(evaluation.undecided())
            .waiting(evaluation.waitingCount())
            .recentActions(history.rate().toList());
    return concluded(
        next,
        standing == null ? Acting.of(spec, evaluation.waiting(), limits, current) : standing,
        actions,
        isAnyToRequest(evaluation) ? SOON : evaluation.nextDue(),
        left(
            input.seen().since(),
            sweepBefore,
            evaluation.decided(),
            ages.firstSeen(),
            !latest.isWhole() && (requests.needWholeList() || evaluation.needsWholeList())));
  }

  private void reviewDryRun(SourceListing current, DomainUsage usage) {
    var review = new DryRunReview(decisionLog, rules);
    if (spec.enforces()) {
      review.end();
    } else {
      review.review(current, usage);
    }
  }

  private PendingEvaluation evaluate(
      SourceListing current, DomainUsage usage, EvaluationLimits limits) {
    var decided = isSameList() ? memory.decided() : Map.<String, Long>of();
    var evaluation =
        new PendingEvaluation(current, rules, usage, history, ages, limits, decided, input.now());
    evaluation.run();
    return evaluation;
  }

  /** Whether the list was decided on before. */
  private boolean isSameList() {
    return memory.sweep().equals(input.seen().since());
  }

  /** How many decisions may be made, and how many actions requested. */
  private int most() {
    if (!mayAct()) {
      return 0;
    }
    if (!spec.enforces() || !consecutiveFailures.isStopped()) {
      return DecisionLog.MOST_OPEN;
    }
    return consecutiveFailures.isPaused() ? 0 : 1;
  }

  /** Whatever the list and the cloud say. A policy that is being deleted decides nothing more. */
  private boolean mayAct() {
    return input.isEnabled()
        && input.rivals().isEmpty()
        && input.policy().getMetadata().getDeletionTimestamp() == null;
  }

  private boolean isAnyStarted() {
    return !decisionLog.open(Result.Started).isEmpty();
  }

  private boolean isAnyToRequest(PendingEvaluation evaluation) {
    return spec.enforces() && !evaluation.added().isEmpty();
  }

  /** What keeps the policy from acting, whatever the list; null for nothing. */
  private @Nullable Acting standing() {
    if (!input.isEnabled()) {
      return Acting.DISABLED;
    }
    if (!input.rivals().isEmpty()) {
      return Acting.conflict(input.rivals());
    }
    return spec.enforces() && consecutiveFailures.isStopped()
        ? Acting.stopped(consecutiveFailures)
        : null;
  }

  private Conclusion concluded(
      VpcEndpointAcceptancePolicyStatusBuilder next,
      Acting acting,
      List<PlannedAction> actions,
      @Nullable Duration delay,
      AcceptanceMemory left) {
    var conditions = new Conditions(status.conditions(), poll.generation(), input.now().wall());
    freshness.addReady(conditions, Readiness.LISTED);
    freshness.addSynced(conditions);
    var problems = RuleCheck.problems(spec);
    var shown =
        acting.withProblems(problems == null ? 0 : problems.size()).withApproval(input.approval());
    conditions.add(ACTING, shown.status(), shown.reason(), shown.message());
    NotPolledEvent.add(events, status.conditions(), conditions.toList());
    var written =
        next.observedGeneration(poll.generation())
            .decisions(decisionLog.toList())
            .lastDecisionTime(decisionLog.lastTime())
            .failures(consecutiveFailures.failures())
            .ruleProblems(problems)
            .eventCount(events.count())
            .conditions(conditions.toList())
            .build();
    var decision = new Decision<>(written, events.toList(), freshness.requeueAfter(null));
    return new Conclusion(decision.within(delay), actions, left);
  }
}
