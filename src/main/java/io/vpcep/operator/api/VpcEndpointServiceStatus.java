package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the source last listed. Times are RFC 3339 in UTC. */
@RecordBuilder
@RecordBuilder.Options(enableWither = false, enableGetters = false)
@JsonClassDescription("What the source last listed. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VpcEndpointServiceStatus(
    @JsonPropertyDescription("The metadata.generation that this status was computed for.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "How many connections the source lists. Absent before the first complete list.")
        @Nullable Integer total,
    @JsonPropertyDescription(
            "How many of the listed connections spec.selector selects. watched, states, oldestPendingTime, attention and unwatched count only these.")
        @Nullable Integer selected,
    @JsonPropertyDescription(
            "How many of the selected connections have a VpcEndpointConnection of their own in this namespace. The events, alerts and series of this resource are about the others.")
        @Nullable Integer watched,
    @JsonPropertyDescription("How many of the selected connections are in each state.")
        @Nullable List<StateCount> states,
    @JsonPropertyDescription(
            "When the oldest pending connection began to wait; absent if none is pending.")
        @Nullable String oldestPendingTime,
    @JsonPropertyDescription(
            "The connections in a state of spec.attention.states, the worst and oldest first, at most spec.attention.limit.")
        @Nullable List<AttentionEntry> attention,
    @JsonPropertyDescription(
            "How many further connections need attention, beyond spec.attention.limit; absent if there are none.")
        @Nullable Integer attentionOmitted,
    @JsonPropertyDescription(
            "What the alerts on services count: the selected connections that have no VpcEndpointConnection of their own.")
        @Nullable Unwatched unwatched,
    @JsonPropertyDescription("What only CSS clusters report of themselves; only with cssCluster.")
        @Nullable Css css,
    @JsonPropertyDescription("When something in this status last changed.")
        @Nullable String lastChangeTime,
    @JsonPropertyDescription(
            "How many events were recorded for this resource so far. The operator numbers them, so that none is recorded twice.")
        @Nullable Long eventCount,
    @JsonPropertyDescription(
            "Events that the API server has not accepted yet, oldest first, at most 16; absent if there are none. The operator records them as soon as the API server accepts them.")
        @Nullable List<UnrecordedEvent> unrecordedEvents,
    @JsonPropertyDescription(
            "Ready: whether the source can be listed. Synced: whether the last poll succeeded. AttentionRequired: whether a connection failed, was rejected, or has waited for acceptance for too long. ConnectionsReady: whether spec.connections is carried out; present only with it.")
        @Nullable List<Condition> conditions)
    implements ResourceStatus<VpcEndpointServiceStatus> {

  @Override
  public VpcEndpointServiceStatus withUnrecordedEvents(@Nullable List<UnrecordedEvent> events) {
    return toBuilder().unrecordedEvents(events).build();
  }

  @Override
  public VpcEndpointServiceStatus withConditions(List<Condition> others) {
    return toBuilder().conditions(others).build();
  }

  /** A builder that holds what this status says. */
  public VpcEndpointServiceStatusBuilder toBuilder() {
    return VpcEndpointServiceStatusBuilder.builder(this);
  }

  /** How many connections are in one state. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record StateCount(
      @Required
          @JsonPropertyDescription(
              "The state in the cloud's own word; other stands for those beyond the first 20 words.")
          String state,
      @Required @JsonPropertyDescription("How many connections are in it.") int count) {}

  /** A connection that needs attention. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record AttentionEntry(
      @Required @JsonPropertyDescription("The ID of the VPC endpoint.") String endpointID,
      @JsonPropertyDescription("The marker ID (packet ID); not with a CSS cluster.")
          @Nullable Long markerID,
      @JsonPropertyDescription("The domain (account) ID of the endpoint's owner.")
          @Nullable String domainID,
      @Required @JsonPropertyDescription("The state in the cloud's own word.") String state,
      @Required
          @JsonPropertyDescription(
              "Since when the connection has been in this state: the cloud's update time, or else its creation time, or else when the operator first saw it.")
          String sinceTime,
      @JsonPropertyDescription("The cloud's first error code, if the connection failed.")
          @Nullable String errorCode) {}

  /** What a CSS cluster tells of itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Css(
      @JsonPropertyDescription(
              "The name of the cluster's VPC endpoint service; absent where the cloud does not report it.")
          @Nullable String serviceName,
      @JsonPropertyDescription("Whether endpoints of the cluster may be changed.")
          @Nullable Boolean updateEnabled) {}

  /** The figures behind the alerts. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Unwatched(
      @Required @JsonPropertyDescription("How many connections are failed.") int failed,
      @Required
          @JsonPropertyDescription(
              "How many connections have waited for acceptance longer than spec.pendingAcceptanceTimeout.")
          int overdue,
      @JsonPropertyDescription(
              "When the oldest pending one began to wait; absent if none is pending.")
          @Nullable String oldestPendingTime) {}
}
