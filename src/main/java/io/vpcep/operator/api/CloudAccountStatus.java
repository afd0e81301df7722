package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator knows of a CloudAccount. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record CloudAccountStatus(
    @JsonPropertyDescription(
            "The metadata.generation that this status was decided for; -1 before the first.")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The project that is read: as given in the spec, or as looked up.")
        @Nullable String projectID,
    @JsonPropertyDescription(
            "How many events were told of this resource so far. The number of an event is what keeps it from being told twice.")
        @Nullable Long eventCount,
    @JsonPropertyDescription("Ready: whether the cloud accepts the credentials.")
        @Nullable List<Condition> conditions) {}
