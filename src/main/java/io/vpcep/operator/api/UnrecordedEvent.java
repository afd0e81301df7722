package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import org.jspecify.annotations.Nullable;

/**
 * An event that the API server has not accepted yet. It stands in the status, so that no crash
 * loses it, until it is recorded.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record UnrecordedEvent(
    @Required @JsonPropertyDescription("The event's reason.") String reason,
    @Required
        @JsonPropertyDescription(
            "The number of the event, counted from 1 over all events of this resource.")
        long number,
    @Required @JsonPropertyDescription("The event's note, at most 1,024 bytes.") String note,
    @Required
        @JsonPropertyDescription(
            "A digest of the cloud's response. With the number, it identifies the event, so that it is not recorded twice.")
        String seen,
    @Required @JsonPropertyDescription("When it happened (RFC 3339, UTC).") String time,
    @JsonPropertyDescription(
            "How many events of this reason this entry stands for, because the list is full. Absent: 1.")
        @Nullable Long count) {

  /** How many events this entry stands for, at least 1. */
  public long occurrences() {
    return count == null || count < 1 ? 1 : count;
  }
}
