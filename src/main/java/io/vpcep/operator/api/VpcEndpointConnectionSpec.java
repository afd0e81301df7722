package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Which connection to watch, and how often. */
@JsonClassDescription("Which connection to watch, and how often.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.vpcEndpointService) != has(self.cssCluster)",
    message =
        "set exactly one source: either vpcEndpointService.id or cssCluster.id, and remove the other.")
@ValidationRule(
    value = "has(self.endpointID) != has(self.markerID)",
    message =
        "set exactly one of endpointID and markerID: it says which connection of the source is meant.")
@ValidationRule(
    value = "!(has(self.cssCluster) && has(self.markerID))",
    message =
        "a CSS cluster lists no marker IDs: name the connection by endpointID instead of markerID.")
public record VpcEndpointConnectionSpec(
    @Required
        @JsonPropertyDescription(
            "The CloudAccount of the same namespace whose credentials and project are used.")
        AccountRef accountRef,
    @JsonPropertyDescription(
            "The VPC endpoint service that lists the connection. Exactly one of vpcEndpointService and cssCluster is set.")
        @Nullable SourceRef vpcEndpointService,
    @JsonPropertyDescription(
            "The CSS cluster that lists the connection. Exactly one of vpcEndpointService and cssCluster is set.")
        @Nullable SourceRef cssCluster,
    @Size(max = 253)
        @ValidationRule(
            value = "self.matches('^[A-Za-z0-9_-]{1,64}$')",
            message =
                "endpointID must be 1 to 64 letters, digits, dashes or underscores, as the cloud shows it.")
        @JsonPropertyDescription(
            "The ID of the VPC endpoint: 1 to 64 letters, digits, dashes or underscores. Exactly one of endpointID and markerID is set.")
        @Nullable String endpointID,
    @Min(0)
        @JsonPropertyDescription(
            "The marker ID (packet ID) of the connection, at least 0. Exactly one of endpointID and markerID is set; markerID only with vpcEndpointService.")
        @Nullable Long markerID,
    @Size(max = 32)
        @ValidationRule(value = GO_DURATION, message = "pollInterval" + GO_DURATION_MESSAGE)
        @ValidationRule(value = AT_LEAST_ONE_SECOND, message = "pollInterval must be at least 1s.")
        @JsonPropertyDescription(
            "How often the connection is polled, as a Go-style duration such as 60s, at least 1s. A source is read once for all resources that name it, at the shortest of their intervals. Default: polling.defaultInterval of the operator's configuration (60s), and polling.activeInterval (15s) while a connection is pendingAcceptance, creating or deleting. An interval below polling.minInterval (10s) is raised to it.")
        @Nullable String pollInterval,
    @Size(max = 32)
        @Default("30m")
        @ValidationRule(
            value = GO_DURATION,
            message = "pendingAcceptanceTimeout" + GO_DURATION_MESSAGE)
        @ValidationRule(
            value = AT_LEAST_ZERO_SECONDS,
            message = "pendingAcceptanceTimeout must be at most 2562047h; 0s means never overdue.")
        @JsonPropertyDescription(
            "How long the connection may stay in pendingAcceptance before it is overdue, as a Go-style duration such as 30m. 0s: never. Default: 30m.")
        @Nullable String pendingAcceptanceTimeout,
    @Default("false")
        @JsonPropertyDescription(
            "true: keep the last status and do not poll this resource. Default: false.")
        @Nullable Boolean suspend)
    implements SourceSpec {

  /** Names a CloudAccount of the same namespace. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record AccountRef(
      @Required
          @Size(min = 1, max = 253)
          @ValidationRule(
              value = "self.matches('^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$')",
              message =
                  "accountRef.name must be the name of a CloudAccount of this namespace: lower-case letters, digits, dashes and dots.")
          @JsonPropertyDescription(
              "The CloudAccount's name: 1 to 253 lower-case letters, digits, dashes and dots.")
          String name) {}

  /** Names a source by the cloud's ID. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record SourceRef(
      @Required
          @Size(max = 253)
          @ValidationRule(
              value = "self.matches('^[A-Za-z0-9_-]{1,64}$')",
              message =
                  "id must be 1 to 64 letters, digits, dashes or underscores, as the cloud shows it.")
          @JsonPropertyDescription(
              "Its ID, as the cloud shows it: 1 to 64 letters, digits, dashes or underscores.")
          String id) {}
}
