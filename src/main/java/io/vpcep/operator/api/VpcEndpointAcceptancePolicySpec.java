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

/** Which connections are accepted, which are rejected, and how many at a time. */
@JsonClassDescription("Which connections are accepted, which are rejected, and how many at a time.")
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "has(self.vpcEndpointService) && !has(self.cssCluster)",
    message =
        "set vpcEndpointService.id, and no cssCluster: the list of a CSS cluster does not distinguish pending connections from rejected ones.")
@ValidationRule(
    value =
        "!has(self.vpcEndpointService) || !has(oldSelf.vpcEndpointService) || self.vpcEndpointService.id == oldSelf.vpcEndpointService.id",
    message =
        "the source cannot be changed: create another VpcEndpointAcceptancePolicy for it, and delete this one.")
@ValidationRule(
    value =
        "!has(self.accept) || !has(self.reject) || self.accept.all(a, !self.reject.exists(r, r.name == a.name))",
    message =
        "an accept rule and a reject rule have the same name: give each rule a name of its own.")
public record VpcEndpointAcceptancePolicySpec(
    @Required
        @JsonPropertyDescription(
            "The CloudAccount of the same namespace that reads the list, accepts and rejects. It needs permission to accept and reject connections, and can be a different account from the one that other resources use.")
        AccountRef accountRef,
    @JsonPropertyDescription(
            "The VPC endpoint service whose connections are decided. Required. Cannot be changed.")
        @Nullable SourceRef vpcEndpointService,
    @JsonPropertyDescription(
            "Not allowed here: the list of a CSS cluster does not distinguish pending connections from rejected ones.")
        @Nullable SourceRef cssCluster,
    @Default("DryRun")
        @JsonPropertyDescription(
            "DryRun: only record what would be done. Enforce: accept and reject, if acceptance is enabled in the operator. Default: DryRun.")
        @Nullable Mode mode,
    @Size(max = MAX_RULES)
        @ValidationRule(value = UNIQUE, message = "accept" + UNIQUE_MESSAGE)
        @JsonPropertyDescription(
            "Rules for the pending connections to accept, at most 32. The first rule that matches a connection, and whose limit allows it, accepts it. A connection that no rule matches stays pending.")
        @Nullable List<AcceptRule> accept,
    @Size(max = MAX_RULES)
        @ValidationRule(value = UNIQUE, message = "reject" + UNIQUE_MESSAGE)
        @JsonPropertyDescription(
            "Rules for the pending connections to reject, at most 32. Reject rules take precedence over accept rules.")
        @Nullable List<RejectRule> reject,
    @Size(max = 32)
        @Default("0s")
        @ValidationRule(
            value = SourceSpec.GO_DURATION,
            message = "minPendingAge" + SourceSpec.GO_DURATION_MESSAGE)
        @ValidationRule(
            value = "!(" + SourceSpec.GO_DURATION + ") || duration(self) >= duration('0s')",
            message = "minPendingAge must be at most 2562047h.")
        @JsonPropertyDescription(
            "How long a connection has to be pending before it is decided, so that a person can decide first: a Go-style duration such as 10m. It counts from the cloud's update time, or else its creation time, or else from when the operator first saw it. Default: 0s.")
        @Nullable String minPendingAge,
    @JsonPropertyDescription("How many connections are decided at a time.") @Nullable Limits limits)
    implements SourceSpec {

  static final int MAX_RULES = 32;
  static final int MAX_IDS = 128;
  static final String UNIQUE = "self.all(a, self.exists_one(b, b.name == a.name))";
  static final String UNIQUE_MESSAGE =
      " has two rules with the same name: give each rule a name of its own.";
  static final String NAME = "self.matches('^[a-z0-9]([a-z0-9-]*[a-z0-9])?$')";
  static final String NAME_MESSAGE =
      "the name of a rule must be 1 to 63 lower-case letters, digits and dashes, with a letter or digit at both ends.";
  static final String IDS = "self.all(id, id.matches('^[A-Za-z0-9_-]{1,64}$'))";
  static final String IDS_MESSAGE =
      "domainIDs must have IDs of 1 to 64 letters, digits, dashes or underscores, as the cloud shows them in a connection, without iam:domain:: before.";
  static final String NOT_EMPTY =
      "(has(self.domainIDs) && size(self.domainIDs) > 0) || (has(self.endpoints) && size(self.endpoints) > 0)";
  static final String NOT_EMPTY_MESSAGE =
      "a rule must name domainIDs or endpoints: no rule matches everybody.";

  /** Whether to act. */
  public enum Mode {
    /** Say what would be done. */
    DryRun,
    /** Do it. */
    Enforce
  }

  /** A rule for pending connections to accept. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = NOT_EMPTY, message = NOT_EMPTY_MESSAGE)
  public record AcceptRule(
      @Required
          @Size(min = 1, max = 63)
          @ValidationRule(value = NAME, message = NAME_MESSAGE)
          @JsonPropertyDescription(
              "The name of the rule in decisions and events: 1 to 63 lower-case letters, digits and dashes.")
          String name,
      @Size(max = MAX_IDS)
          @ValidationRule(value = IDS, message = IDS_MESSAGE)
          @JsonPropertyDescription(
              "The domains (accounts) whose connections are accepted, at most 128.")
          @Nullable List<@Size(max = 64) String> domainIDs,
      @Size(max = MAX_IDS)
          @JsonPropertyDescription("Single connections that are accepted, at most 128.")
          @Nullable List<EndpointRef> endpoints,
      @Min(1)
          @Max(10_000)
          @JsonPropertyDescription(
              "A connection is accepted only while its domain has fewer connections than this at the service, 1 to 10000; those that are pending, rejected or failed do not count. Default: no limit.")
          @Nullable Integer maxConnectionsPerDomain)
      implements Rule {}

  /** Which waiting connections are rejected. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  @ValidationRule(value = NOT_EMPTY, message = NOT_EMPTY_MESSAGE)
  public record RejectRule(
      @Required
          @Size(min = 1, max = 63)
          @ValidationRule(value = NAME, message = NAME_MESSAGE)
          @JsonPropertyDescription(
              "The name of the rule in decisions and events: 1 to 63 lower-case letters, digits and dashes.")
          String name,
      @Size(max = MAX_IDS)
          @ValidationRule(value = IDS, message = IDS_MESSAGE)
          @JsonPropertyDescription(
              "The domains (accounts) whose connections are rejected, at most 128.")
          @Nullable List<@Size(max = 64) String> domainIDs,
      @Size(max = MAX_IDS)
          @JsonPropertyDescription("Single connections that are rejected, at most 128.")
          @Nullable List<EndpointRef> endpoints)
      implements Rule {}

  /** What rules of both sorts have. */
  public interface Rule {

    /** Unique in the policy. */
    String name();

    /** The domains that it matches; null for none. */
    @Nullable List<String> domainIDs();

    /** The single connections that it matches; null for none. */
    @Nullable List<EndpointRef> endpoints();
  }

  /** One connection, as a person has seen it. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record EndpointRef(
      @Required
          @Size(max = 253)
          @ValidationRule(
              value = "self.matches('^[A-Za-z0-9_-]{1,64}$')",
              message =
                  "id must be 1 to 64 letters, digits, dashes or underscores, as the cloud shows it.")
          @JsonPropertyDescription(
              "The ID of the VPC endpoint: 1 to 64 letters, digits, dashes or underscores.")
          String id,
      @Required
          @Size(max = 253)
          @ValidationRule(
              value = "self.matches('^[A-Za-z0-9_-]{1,64}$')",
              message =
                  "domainID must be 1 to 64 letters, digits, dashes or underscores, as the cloud shows it.")
          @JsonPropertyDescription(
              "The domain (account) ID of the endpoint's owner. If the endpoint turns out to be of another domain, the rule does not match.")
          String domainID) {}

  /** How many connections are decided at a time. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Limits(
      @Min(1)
          @Max(20)
          @Default("5")
          @JsonPropertyDescription(
              "How many connections are decided after each reading of the list, 1 to 20. Default: 5.")
          @Nullable Integer perSweep,
      @Min(1)
          @Max(1000)
          @Default("50")
          @JsonPropertyDescription(
              "How many connections are accepted or rejected within any hour, 1 to 1000; every attempt counts. In DryRun, this limit does not apply. Default: 50.")
          @Nullable Integer perHour) {}

  /** Whether the policy asks for more than to say what it would do. */
  public boolean enforces() {
    return mode == Mode.Enforce;
  }

  /** A policy reads at the operator's default interval. */
  @Override
  public @Nullable String pollInterval() {
    return null;
  }

  /** A policy calls nothing overdue. */
  @Override
  public @Nullable String pendingAcceptanceTimeout() {
    return null;
  }

  /** A policy is not suspended: its mode is changed to DryRun. */
  @Override
  public @Nullable Boolean suspend() {
    return null;
  }
}
