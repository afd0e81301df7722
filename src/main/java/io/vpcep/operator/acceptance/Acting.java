package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import io.vpcep.operator.connection.Approval;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.decision.Readiness;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the condition Acting says. */
record Acting(String status, String reason, String message) {

  private static final String LIMIT_REACHED = "LimitReached";
  private static final String STALE_DATA = "StaleData";

  static final Acting DISABLED =
      new Acting(
          "False",
          "Disabled",
          "Acceptance is disabled in the operator (acceptance.enabled): nothing is accepted or"
              + " rejected.");

  static final Acting STALE =
      new Acting(
          "False",
          STALE_DATA,
          "The connections of the service could not be listed for too long: nothing is decided"
              + " until they are. See Synced.");

  static final Acting NOT_OBSERVED =
      new Acting(
          Readiness.NOT_OBSERVED.status(),
          Readiness.NOT_OBSERVED.reason(),
          Readiness.NOT_OBSERVED.message());

  private static final String NOTHING_DONE =
      "Nothing is accepted or rejected: spec.mode is DryRun.";

  private static final String WAIT = "Some connections that match a rule are waiting: %s.";

  private static final Acting DRY_RUN =
      new Acting(
          "False", "DryRun", NOTHING_DONE + " The events and status.decisions show what would be.");

  private static final Acting ENFORCING =
      new Acting(
          "True", "Enforcing", "Pending connections that a rule matches are accepted or rejected.");

  /** Reasons that depend on the list, and last until the next one. */
  private static final Set<String> OF_LISTS =
      Set.of(DRY_RUN.reason, ENFORCING.reason, LIMIT_REACHED, STALE_DATA, NOT_OBSERVED.reason);

  private static final String HINT =
      " Some rules have no effect, or only a partial one: see status.ruleProblems.";

  private static final String NOTHING_WAITS =
      " Approval is switched off at the service: new connections do not wait for acceptance.";

  /** As the condition is; if that does not hold without the list, nothing was observed. */
  static Acting kept(@Nullable Condition condition) {
    return condition == null || !OF_LISTS.contains(condition.reason())
        ? NOT_OBSERVED
        : new Acting(
            condition.status(),
            condition.reason(),
            condition.message().replace(HINT, "").replace(NOTHING_WAITS, ""));
  }

  static Acting conflict(List<String> rivals) {
    return new Acting(
        "False",
        "Conflict",
        "Several policies are for the same endpoint service, so none of them acts: this one, %s. Keep one, and delete the others."
            .formatted(rivals.stream().sorted().limit(5).collect(Collectors.joining(", "))));
  }

  static Acting stopped(ConsecutiveFailures consecutiveFailures) {
    return new Acting("False", consecutiveFailures.reason(), consecutiveFailures.message());
  }

  /** What a policy does that nothing keeps from it. */
  static Acting of(
      VpcEndpointAcceptancePolicySpec spec,
      Map<WaitReason, Integer> waiting,
      EvaluationLimits limits,
      SourceListing listing) {
    if (!spec.enforces()) {
      return ofDryRun(waiting, limits);
    }
    if (waiting.containsKey(WaitReason.NOT_WHOLE) && listing.unreadable() > 0) {
      return uncounted(listing.unreadable());
    }
    var reached =
        waiting.entrySet().stream()
            .filter(entry -> entry.getKey().isLimit())
            .map(entry -> phrase(entry.getKey(), entry.getValue(), limits))
            .toList();
    return reached.isEmpty()
        ? ENFORCING
        : new Acting("True", LIMIT_REACHED, WAIT.formatted(String.join(", ", reached)));
  }

  /** Only one limit keeps a policy from saying for good what it would do. */
  private static Acting ofDryRun(Map<WaitReason, Integer> waiting, EvaluationLimits limits) {
    var count = waiting.get(WaitReason.OPEN);
    return count == null
        ? DRY_RUN
        : new Acting(
            DRY_RUN.status,
            LIMIT_REACHED,
            NOTHING_DONE + " " + WAIT.formatted(phrase(WaitReason.OPEN, count, limits)));
  }

  /** Rules without such a limit are followed. */
  private static Acting uncounted(int unreadable) {
    return new Acting(
        "True",
        STALE_DATA,
        "Some connections are waiting for maxConnectionsPerDomain: those of a domain cannot be counted, because the list has %d that cannot be parsed. See Synced."
            .formatted(unreadable));
  }

  private static String phrase(WaitReason waiting, int count, EvaluationLimits limits) {
    return count + " " + waiting.phrase(limits.figure(waiting));
  }

  /** The same with a hint at a service where there is nothing to accept. */
  Acting withApproval(Approval approval) {
    return approval == Approval.NOT_REQUIRED
        ? new Acting(status, reason, message + NOTHING_WAITS)
        : this;
  }

  /** The same with a hint at rules that have no effect. */
  Acting withProblems(int count) {
    return count == 0 ? this : new Acting(status, reason, message + HINT);
  }
}
