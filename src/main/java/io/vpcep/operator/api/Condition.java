package io.vpcep.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One aspect of a resource, in the form of metav1.Condition. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
    @Required
        @JsonPropertyDescription(
            "The type of the condition. All kinds: Ready. Connections, services and policies: Synced. Connections: Stalled (present only while True). Services: AttentionRequired and ConnectionsReady. Policies: Acting.")
        String type,
    @Required @JsonPropertyDescription("True, False or Unknown.") String status,
    @JsonPropertyDescription("The metadata.generation that the condition was computed for.")
        @Nullable Long observedGeneration,
    @Required
        @JsonPropertyDescription(
            "When the status of this condition last changed (RFC 3339, UTC); a new reason or message does not change it.")
        String lastTransitionTime,
    @Required
        @JsonPropertyDescription(
            "The reason, one CamelCase word that programs can rely on. docs/troubleshooting.md lists the reasons, and docs/acceptance.md those of Acting.")
        String reason,
    @Required
        @JsonPropertyDescription(
            "A sentence for people: what was observed, and what to do about it.")
        String message) {

  /** Ready: the connection is accepted; the account is authenticated. */
  public static final String READY = "Ready";

  /** Synced: the cloud could be read at the last poll. */
  public static final String SYNCED = "Synced";

  /** Stalled: nothing will get better by waiting. Present only while true. */
  public static final String STALLED = "Stalled";

  /** AttentionRequired: a connection of the service needs somebody to look at it. */
  public static final String ATTENTION_REQUIRED = "AttentionRequired";

  /** ConnectionsReady: the connections of the service have the resources that it makes. */
  public static final String CONNECTIONS_READY = "ConnectionsReady";

  /** Acting: the acceptance policy accepts and rejects. */
  public static final String ACTING = "Acting";

  /** A reason of Ready and Stalled: waits for acceptance for longer than the resource allows. */
  public static final String ACCEPTANCE_OVERDUE = "AcceptanceOverdue";

  /** A reason of Synced and of an account's Ready: the operator itself failed. */
  public static final String INTERNAL_ERROR = "InternalError";

  /** The condition of a type; null if it is absent, as all are before the first status. */
  public static @Nullable Condition find(@Nullable List<Condition> conditions, String type) {
    return conditions == null
        ? null
        : conditions.stream().filter(c -> c.type().equals(type)).findFirst().orElse(null);
  }
}
