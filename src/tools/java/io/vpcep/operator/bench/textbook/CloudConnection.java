package io.vpcep.operator.bench.textbook;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** A connection as the cloud lists it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record CloudConnection(
    @JsonProperty("id") String id,
    @JsonProperty("marker_id") long markerId,
    @JsonProperty("status") String status,
    @JsonProperty("domain_id") @Nullable String domainId,
    @JsonProperty("description") @Nullable String description,
    @JsonProperty("created_at") @Nullable String createdAt,
    @JsonProperty("updated_at") @Nullable String updatedAt) {}
