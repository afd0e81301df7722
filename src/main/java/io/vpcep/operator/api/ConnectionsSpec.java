package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.AccountRef;
import io.vpcep.operator.api.VpcEndpointConnectionSpec.SourceRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The VpcEndpointConnections that a service makes: one for each connection that it selects. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ConnectionsSpec(
    @Required
        @Size(min = 1, max = 150)
        @ValidationRule(
            value = "self.matches('^[a-z0-9][a-z0-9-]*$')",
            message =
                "connections.namePrefix must begin with a lower-case letter or digit, and have only lower-case letters, digits and dashes: the name of a resource is this prefix followed by the endpoint ID.")
        @JsonPropertyDescription(
            "The beginning of the names, 1 to 150 lower-case letters, digits and dashes; the endpoint ID follows. A new prefix names new resources only.")
        String namePrefix,
    @JsonPropertyDescription("The template for the resources that this service makes.")
        @Nullable Template template,
    @Min(1)
        @Max(1000)
        @Default("200")
        @JsonPropertyDescription(
            "How many resources this service makes at most, 1 to 1000, the oldest connections first. Default: 200.")
        @Nullable Integer limit,
    @JsonPropertyDescription(
            "What happens to a resource when the source no longer lists its connection.")
        @Nullable OnGone onGone) {

  private static final String RESERVED = "self.all(key, !key.startsWith('vpcep.io/'))";
  private static final String RESERVED_MESSAGE =
      " must not have keys of vpcep.io: the operator sets these itself.";
  private static final String KEYS =
      "self.all(key, key.matches('^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$'))";
  private static final String KEYS_MESSAGE =
      " must have keys of at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends, and optionally a prefix such as example.com/.";
  private static final String VALUES =
      "self.all(key, self[key].matches('^([A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?)?$'))";

  /** The template for the resources that a service makes. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Template(
      @JsonPropertyDescription("Labels and annotations of the resources.")
          @Nullable TemplateMetadata metadata,
      @JsonPropertyDescription("How the resources are polled.") @Nullable TemplateSpec spec) {}

  /** Labels and annotations. What others add to a resource is left alone. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value = "!has(self.name) && !has(self.__namespace__)",
      message =
          "connections.template.metadata must not have name or namespace: the resources are in the namespace of this service, and are named by namePrefix.")
  public record TemplateMetadata(
      @ValidationRule(
              value = RESERVED,
              message = "connections.template.metadata.labels" + RESERVED_MESSAGE)
          @ValidationRule(
              value = KEYS,
              message = "connections.template.metadata.labels" + KEYS_MESSAGE)
          @ValidationRule(
              value = VALUES,
              message =
                  "connections.template.metadata.labels must have values of at most 63 letters, digits, dashes, underscores and dots, with a letter or digit at both ends.")
          @JsonPropertyDescription("Labels of the resources, at most 32.")
          @Nullable Map<String, String> labels,
      @ValidationRule(
              value = RESERVED,
              message = "connections.template.metadata.annotations" + RESERVED_MESSAGE)
          @ValidationRule(
              value = KEYS,
              message = "connections.template.metadata.annotations" + KEYS_MESSAGE)
          @JsonPropertyDescription("Annotations of the resources, at most 32.")
          @Nullable Map<String, String> annotations,
      @Size(max = 253)
          @JsonPropertyDescription("Not allowed here: connections.namePrefix names the resources.")
          @Nullable String name,
      @Size(max = 253)
          @JsonPropertyDescription(
              "Not allowed here: the resources are in the namespace of this service.")
          @Nullable String namespace) {}

  /** How the resources are polled. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(
      value =
          "!has(self.accountRef) && !has(self.vpcEndpointService) && !has(self.cssCluster) && !has(self.endpointID) && !has(self.markerID)",
      message =
          "connections.template.spec must not name an account, a source, an endpoint or a marker: the resources have the account and the source of this service, and the endpoint of their connection.")
  public record TemplateSpec(
      @Size(max = 32)
          @ValidationRule(
              value = SourceSpec.GO_DURATION,
              message = "pollInterval" + SourceSpec.GO_DURATION_MESSAGE)
          @ValidationRule(
              value = SourceSpec.AT_LEAST_ONE_SECOND,
              message = "pollInterval must be at least 1s.")
          @JsonPropertyDescription(
              "spec.pollInterval of the resources, a Go-style duration, at least 1s.")
          @Nullable String pollInterval,
      @Size(max = 32)
          @ValidationRule(
              value = SourceSpec.GO_DURATION,
              message = "pendingAcceptanceTimeout" + SourceSpec.GO_DURATION_MESSAGE)
          @ValidationRule(
              value = SourceSpec.AT_LEAST_ZERO_SECONDS,
              message =
                  "pendingAcceptanceTimeout must be at most 2562047h; 0s means never overdue.")
          @JsonPropertyDescription(
              "spec.pendingAcceptanceTimeout of the resources, a Go-style duration; 0s: never overdue.")
          @Nullable String pendingAcceptanceTimeout,
      @JsonPropertyDescription(
              "spec.suspend of the resources. A suspended resource is not deleted when its connection is gone.")
          @Nullable Boolean suspend,
      @JsonPropertyDescription("Not allowed here: the resources have the account of this service.")
          @Nullable AccountRef accountRef,
      @JsonPropertyDescription("Not allowed here: the resources have the source of this service.")
          @Nullable SourceRef vpcEndpointService,
      @JsonPropertyDescription("Not allowed here: the resources have the source of this service.")
          @Nullable SourceRef cssCluster,
      @Size(max = 253)
          @JsonPropertyDescription(
              "Not allowed here: each resource has the endpoint of its connection.")
          @Nullable String endpointID,
      @JsonPropertyDescription(
              "Not allowed here: each resource has the endpoint of its connection.")
          @Nullable Long markerID) {}

  /** What happens to a resource whose connection is gone. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record OnGone(
      @Default("Delete")
          @JsonPropertyDescription(
              "Delete: delete the resource. Keep: leave it, in the state notFound. Default: Delete.")
          @Nullable OnGonePolicy policy,
      @Size(max = 32)
          @Default("24h")
          @ValidationRule(
              value = SourceSpec.GO_DURATION,
              message = "onGone.after" + SourceSpec.GO_DURATION_MESSAGE)
          @ValidationRule(
              value = SourceSpec.AT_LEAST_ZERO_SECONDS,
              message = "onGone.after must be at most 2562047h.")
          @JsonPropertyDescription(
              "How long the connection has to be gone before its resource is deleted, a Go-style duration. Default: 24h.")
          @Nullable String after,
      @Min(0)
          @Max(100)
          @Default("20")
          @JsonPropertyDescription(
              "No resource is deleted while more than this percentage of them, rounded up, became notFound within the last hour, 0 to 100: the list is more likely to be wrong then. Default: 20.")
          @Nullable Integer maxPercent) {}

  /** What happens to a resource whose connection is gone. */
  public enum OnGonePolicy {
    /** It is deleted after a while. */
    Delete,
    /** It stays. */
    Keep
  }
}
