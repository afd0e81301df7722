package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which source to watch, how often, and which of its connections to show. */
@JsonClassDescription("Which source to watch, how often, and which of its connections to show.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.vpcEndpointService) != has(self.cssCluster)",
    message =
        "set exactly one source: either vpcEndpointService.id or cssCluster.id, and remove the other.")
@ValidationRule(
    value =
        "has(self.vpcEndpointService) == has(oldSelf.vpcEndpointService) && (!has(self.vpcEndpointService) || self.vpcEndpointService.id == oldSelf.vpcEndpointService.id) && (!has(self.cssCluster) || !has(oldSelf.cssCluster) || self.cssCluster.id == oldSelf.cssCluster.id)",
    message =
        "the source cannot be changed: create another VpcEndpointService for it, and delete this one.")
public record VpcEndpointServiceSpec(
    @Required
        @JsonPropertyDescription(
            "The CloudAccount of the same namespace whose credentials and project are used.")
        AccountRef accountRef,
    @JsonPropertyDescription(
            "The VPC endpoint service to watch. Exactly one of vpcEndpointService and cssCluster is set. Cannot be changed.")
        @Nullable SourceRef vpcEndpointService,
    @JsonPropertyDescription(
            "The CSS cluster to watch. Exactly one of vpcEndpointService and cssCluster is set. Cannot be changed.")
        @Nullable SourceRef cssCluster,
    @Size(max = 32)
        @ValidationRule(value = GO_DURATION, message = "pollInterval" + GO_DURATION_MESSAGE)
        @ValidationRule(value = AT_LEAST_ONE_SECOND, message = "pollInterval must be at least 1s.")
        @JsonPropertyDescription(
            "How often the source is polled, as a Go-style duration such as 60s, at least 1s. A source is read once for all resources that name it, at the shortest of their intervals. Default: polling.defaultInterval of the operator's configuration (60s), and polling.activeInterval (15s) while a connection is pendingAcceptance, creating or deleting. An interval below polling.minInterval (10s) is raised to it.")
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
            "How long a connection may stay in pendingAcceptance before it is overdue, as a Go-style duration such as 30m. 0s: never. Default: 30m.")
        @Nullable String pendingAcceptanceTimeout,
    @Default("false")
        @JsonPropertyDescription(
            "true: keep the last status and do not poll for this resource. Default: false.")
        @Nullable Boolean suspend,
    @JsonPropertyDescription("Which connections count. Default: all that the source lists.")
        @Nullable Selector selector,
    @JsonPropertyDescription("Which connections the status lists one by one.")
        @Nullable Attention attention,
    @JsonPropertyDescription("Which connections have a metric of their own.")
        @Nullable Metrics metrics,
    @JsonPropertyDescription(
            "A VpcEndpointConnection for each selected connection, made by the operator and owned by this service. Default: none is made.")
        @Nullable ConnectionsSpec connections)
    implements SourceSpec {

  private static final int MAX_IDS = 256;
  private static final String ID_RULE = "self.all(id, id.matches('^[A-Za-z0-9_-]{1,64}$'))";
  private static final String ID_MESSAGE =
      " must have IDs of 1 to 64 letters, digits, dashes or underscores, as the cloud shows them.";

  /** Which connections of the source count. States are not among this, because they change. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Selector(
      @Size(max = MAX_IDS)
          @ValidationRule(value = ID_RULE, message = "selector.domainIDs" + ID_MESSAGE)
          @JsonPropertyDescription(
              "Only connections of these domains (accounts), at most 256; empty for all. Connections without a domain ID are then excluded.")
          @Nullable List<@Size(max = 64) String> domainIDs,
      @Size(max = MAX_IDS)
          @ValidationRule(value = ID_RULE, message = "selector.excludeDomainIDs" + ID_MESSAGE)
          @JsonPropertyDescription("No connections of these domains (accounts), at most 256.")
          @Nullable List<@Size(max = 64) String> excludeDomainIDs,
      @Size(max = MAX_IDS)
          @ValidationRule(value = ID_RULE, message = "selector.excludeEndpointIDs" + ID_MESSAGE)
          @JsonPropertyDescription("None of these VPC endpoints, at most 256.")
          @Nullable List<@Size(max = 64) String> excludeEndpointIDs) {}

  /** What {@code status.attention} lists. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Attention(
      @Size(max = 16)
          @ValidationRule(
              value = "self.all(s, s.matches('^[A-Za-z]{1,64}$'))",
              message =
                  "attention.states must have states in the cloud's words, such as pendingAcceptance, rejected or failed.")
          @JsonPropertyDescription(
              "The states that need attention, in the cloud's words. Default: pendingAcceptance, rejected and failed.")
          @Nullable List<@Size(max = 64) String> states,
      @Min(0)
          @Max(100)
          @Default("20")
          @JsonPropertyDescription(
              "How many connections status.attention lists at most, 0 to 100; further ones are counted in status.attentionOmitted. Default: 20.")
          @Nullable Integer limit) {}

  /** The series by connection. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Metrics(
      @Default("Attention")
          @JsonPropertyDescription(
              "Which connections have a series vpcep_source_connection_state: None, Attention (those in a state of attention.states) or All. Connections with a VpcEndpointConnection of their own have its series instead. Default: Attention.")
          @Nullable MetricsScope connections,
      @Min(0)
          @Max(10_000)
          @Default("500")
          @JsonPropertyDescription(
              "How many of these series there are at most, 0 to 10000; further ones are counted in vpcep_source_series_omitted. Default: 500.")
          @Nullable Integer limit) {}

  /** Which connections have a series of their own. */
  public enum MetricsScope {
    /** No connection has. */
    None,
    /** Those that need attention have. */
    Attention,
    /** All that count have. */
    All
  }
}
