package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the policy decided. Times are RFC 3339 in UTC. */
@RecordBuilder
@RecordBuilder.Options(enableWither = false, enableGetters = false)
@JsonClassDescription("What the policy decided. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VpcEndpointAcceptancePolicyStatus(
    @JsonPropertyDescription("The metadata.generation that this status was computed for.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "How many connections of the service are pending. Absent before the first complete list.")
        @Nullable Integer pending,
    @JsonPropertyDescription(
            "How many pending connections no rule matches: they stay pending until a person decides.")
        @Nullable Integer undecided,
    @JsonPropertyDescription(
            "How many pending connections match a rule but wait for minPendingAge, for a limit, or for the end of a pause.")
        @Nullable Integer waiting,
    @JsonPropertyDescription("When the last decision was made.") @Nullable String lastDecisionTime,
    @JsonPropertyDescription(
            "The last 20 decisions, oldest first, and before them those whose connections are still pending.")
        @Nullable List<DecisionEntry> decisions,
    @JsonPropertyDescription("How many actions were begun in each minute of the last hour.")
        @Nullable List<MinuteCount> recentActions,
    @JsonPropertyDescription("The consecutive failures; absent after an action that succeeded.")
        @Nullable Failures failures,
    @JsonPropertyDescription("Rules that have no effect, or only a partial one, and why.")
        @Nullable List<RuleProblem> ruleProblems,
    @JsonPropertyDescription(
            "How many events were recorded for this resource so far. The operator numbers them, so that none is recorded twice.")
        @Nullable Long eventCount,
    @JsonPropertyDescription(
            "Events that the API server has not accepted yet, oldest first, at most 16; absent if there are none. The operator records them as soon as the API server accepts them.")
        @Nullable List<UnrecordedEvent> unrecordedEvents,
    @JsonPropertyDescription(
            "Ready: whether the service can be listed. Synced: whether the last poll succeeded. Acting: whether the policy accepts and rejects, and why not.")
        @Nullable List<Condition> conditions)
    implements ResourceStatus<VpcEndpointAcceptancePolicyStatus> {

  @Override
  public VpcEndpointAcceptancePolicyStatus withUnrecordedEvents(
      @Nullable List<UnrecordedEvent> events) {
    return toBuilder().unrecordedEvents(events).build();
  }

  @Override
  public VpcEndpointAcceptancePolicyStatus withConditions(List<Condition> others) {
    return toBuilder().conditions(others).build();
  }

  /** A builder that holds what this status says. */
  public VpcEndpointAcceptancePolicyStatusBuilder toBuilder() {
    return VpcEndpointAcceptancePolicyStatusBuilder.builder(this);
  }

  /** What is done with a connection. */
  public enum Action {
    /** It is accepted. */
    Accept,
    /** It is rejected. */
    Reject
  }

  /** The outcome of a decision. */
  public enum Result {
    /** In mode DryRun: nothing else. */
    DryRun,
    /** The action is about to be requested, or was, and its outcome is not known yet. */
    Started,
    /** The cloud accepted the request, or the connection was in the requested state already. */
    Done,
    /** The request failed. */
    Failed,
    /** The cloud refused it. It is not requested again while the connection stays pending. */
    Refused,
    /** The endpoint is being deleted, or is not connected to the service any more. */
    Gone,
    /** Somebody else decided otherwise. */
    Superseded,
    /** Nothing was requested, because the policy or the connection was not as decided any more. */
    Withdrawn,
    /** The cloud could not carry it out at the time: it is decided again. */
    Postponed
  }

  /**
   * One decision.
   *
   * @param open whether the connection is still listed as pending; null for no
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record DecisionEntry(
      @Required @JsonPropertyDescription("Counted from 1 over all decisions of this policy.")
          long number,
      @Required @JsonPropertyDescription("When it was decided.") String time,
      @Required @JsonPropertyDescription("The ID of the VPC endpoint.") String endpointID,
      @JsonPropertyDescription("The marker ID (packet ID) of the connection.")
          @Nullable Long markerID,
      @JsonPropertyDescription("The domain (account) ID of the endpoint's owner.")
          @Nullable String domainID,
      @Required @JsonPropertyDescription("The name of the rule.") String rule,
      @Required @JsonPropertyDescription("Accept or Reject.") Action action,
      @Required
          @JsonPropertyDescription(
              "DryRun: would have been requested. Started: in progress. Done: the cloud accepted the request. Failed, Postponed: can be decided again. Refused: the cloud does not allow it. Gone: the endpoint was deleted. Superseded: somebody else decided otherwise. Withdrawn: nothing was requested.")
          Result result,
      @Required @JsonPropertyDescription("Why it was decided, and the outcome.") String message,
      @JsonPropertyDescription(
              "true while the connection is still pending: until then it is not decided again.")
          @Nullable Boolean open) {

    /** Whether the connection must not be decided again. */
    public boolean standsOpen() {
      return Boolean.TRUE.equals(open);
    }

    /** Whether the outcome is not known for certain. */
    public boolean awaitsResult() {
      return result == Result.Started || result == Result.Withdrawn;
    }

    /** The same with another outcome. */
    public DecisionEntry became(Result other, String sentence, boolean isOpen) {
      return new DecisionEntry(
          number,
          time,
          endpointID,
          markerID,
          domainID,
          rule,
          action,
          other,
          sentence,
          isOpen ? true : null);
    }
  }

  /** How many actions were begun in a minute. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record MinuteCount(
      @Required @JsonPropertyDescription("The beginning of the minute.") String time,
      @Required @JsonPropertyDescription("How many actions were begun in it.") int count) {}

  /** The failures since the last action that succeeded. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Failures(
      @Required @JsonPropertyDescription("How many actions failed in a row.") int count,
      @Required @JsonPropertyDescription("When the last one failed.") String time,
      @Required @JsonPropertyDescription("Why, one CamelCase word.") String reason,
      @Required @JsonPropertyDescription("Why, in a sentence.") String message,
      @Required
          @JsonPropertyDescription(
              "The metadata.generation of the policy at the last failure: after a change of the policy, failures are counted from zero.")
          long generation) {}

  /** What is wrong with a rule. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record RuleProblem(
      @Required @JsonPropertyDescription("The name of the rule.") String rule,
      @Required @JsonPropertyDescription("Why the rule has no effect, or only a partial one.")
          String message) {}
}
