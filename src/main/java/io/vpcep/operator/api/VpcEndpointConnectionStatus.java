package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the cloud last said of the connection. Times are RFC 3339 in UTC. */
@RecordBuilder
@RecordBuilder.Options(enableWither = false, enableGetters = false)
@JsonClassDescription("The last known state of the connection. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record VpcEndpointConnectionStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status was computed for; -1 before the first.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription(
            "The ID of the VPC endpoint service or CSS cluster that the state was read from.")
        @Nullable String sourceID,
    @JsonPropertyDescription(
            "The state of the connection, in the cloud's own word: pendingAcceptance, creating, accepted, rejected, failed or deleting; an undocumented word is passed on as it is. notFound: the source does not list the connection. Absent before the first response of the cloud.")
        @Nullable String state,
    @JsonPropertyDescription(
            "Why the connection is not ready, in one word: the reason of the condition Synced while that is not True, or else the reason of Ready. The column REASON of kubectl get.")
        @Nullable String reason,
    @JsonPropertyDescription("The ID of the VPC endpoint.") @Nullable String endpointID,
    @JsonPropertyDescription("The marker ID (packet ID); not with a CSS cluster.")
        @Nullable Long markerID,
    @JsonPropertyDescription("The domain (account) ID of the endpoint's owner.")
        @Nullable String domainID,
    @JsonPropertyDescription("The connection's description; not on every cloud.")
        @Nullable String description,
    @JsonPropertyDescription("When the connection was created, according to the cloud.")
        @Nullable String createdTime,
    @JsonPropertyDescription("When the connection last changed, according to the cloud.")
        @Nullable String updatedTime,
    @JsonPropertyDescription(
            "Since when the connection has been pendingAcceptance; only while it is. The cloud's update time when the operator first saw it pending, or else its creation time, or else the time at which the operator first saw it pending. Later updates of a pending connection do not change it.")
        @Nullable String pendingSinceTime,
    @JsonPropertyDescription(
            "Why the connection failed, according to the cloud; only while it is failed.")
        @Nullable List<ErrorEntry> errors,
    @JsonPropertyDescription("What only CSS clusters report; only with cssCluster.")
        @Nullable Css css,
    @JsonPropertyDescription(
            "How many events were recorded for this resource so far. The operator numbers them, so that none is recorded twice.")
        @Nullable Long eventCount,
    @JsonPropertyDescription(
            "Events that the API server has not accepted yet, oldest first, at most 16; absent if there are none. The operator records them as soon as the API server accepts them.")
        @Nullable List<UnrecordedEvent> unrecordedEvents,
    @JsonPropertyDescription(
            "Ready: whether the connection is accepted. Synced: whether the last poll succeeded. Stalled: present, with status True, while somebody has to act.")
        @Nullable List<Condition> conditions)
    implements ResourceStatus<VpcEndpointConnectionStatus> {

  @Override
  public VpcEndpointConnectionStatus withUnrecordedEvents(@Nullable List<UnrecordedEvent> events) {
    return toBuilder().unrecordedEvents(events).build();
  }

  @Override
  public VpcEndpointConnectionStatus withConditions(List<Condition> others) {
    return toBuilder().conditions(others).build();
  }

  /** A builder that holds what this status says. */
  public VpcEndpointConnectionStatusBuilder toBuilder() {
    return VpcEndpointConnectionStatusBuilder.builder(this);
  }

  /** One reason of a failed connection. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record ErrorEntry(
      @Required @JsonPropertyDescription("The cloud's error code.") String code,
      @Required @JsonPropertyDescription("The cloud's message.") String message) {}

  /** What a CSS cluster tells beyond what VPCEP does. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Css(
      @JsonPropertyDescription("The maximum number of sessions, as the cloud writes it.")
          @Nullable String maxSession,
      @JsonPropertyDescription("The name of the endpoint's specification.")
          @Nullable String specificationName,
      @JsonPropertyDescription("Whether endpoints of the cluster may be changed.")
          @Nullable Boolean updateEnabled,
      @JsonPropertyDescription(
              "The IPv4 address of the VPC endpoint; absent where the cloud does not report it.")
          @Nullable String ip,
      @JsonPropertyDescription(
              "The IPv6 address of the VPC endpoint; absent where the cloud does not report it.")
          @Nullable String ipv6Address,
      @JsonPropertyDescription(
              "The private domain name of the VPC endpoint; absent where the cloud does not report it.")
          @Nullable String dnsName,
      @JsonPropertyDescription(
              "The name of the cluster's VPC endpoint service; absent where the cloud does not report it.")
          @Nullable String serviceName) {}
}
