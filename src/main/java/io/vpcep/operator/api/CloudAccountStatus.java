package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator knows of a CloudAccount. */
@JsonClassDescription("Whether the cloud accepts the credentials. Written by the operator.")
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudAccountStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status was computed for; -1 before the first.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The project that is read: as given in the spec, or as looked up.")
        @Nullable String projectID,
    @JsonPropertyDescription(
            "How many events were recorded for this resource so far. The operator numbers them, so that none is recorded twice.")
        @Nullable Long eventCount,
    @JsonPropertyDescription(
            "Events that the API server has not accepted yet, oldest first, at most 16; absent if there are none. The operator records them as soon as the API server accepts them.")
        @Nullable List<UnrecordedEvent> unrecordedEvents,
    @JsonPropertyDescription("Ready: whether the cloud accepts the credentials.")
        @Nullable List<Condition> conditions)
    implements ResourceStatus<CloudAccountStatus> {

  @Override
  public CloudAccountStatus withUnrecordedEvents(@Nullable List<UnrecordedEvent> events) {
    return new CloudAccountStatus(observedGeneration, projectID, eventCount, events, conditions);
  }

  @Override
  public CloudAccountStatus withConditions(List<Condition> others) {
    return new CloudAccountStatus(
        observedGeneration, projectID, eventCount, unrecordedEvents, others);
  }
}
