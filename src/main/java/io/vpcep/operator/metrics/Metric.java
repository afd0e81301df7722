package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every metric of ours with its description, as {@code docs/metrics.md} lists it. Nothing else is
 * exported under {@code vpcep_}.
 */
public enum Metric {
  CONNECTION_STATE(
      "vpcep_connection_state",
      "1 for the state that a connection is in; the other states have no series",
      List.of("namespace", "name", "account", "source_kind", "source_id", "state")),
  CONNECTION_PENDING(
      "vpcep_connection_pending_acceptance_seconds",
      "How long a connection waits for acceptance; only while it does",
      List.of("namespace", "name")),
  CONNECTION_OVERDUE(
      "vpcep_connection_acceptance_overdue",
      "1 while a connection waits for acceptance for longer than its resource allows",
      List.of("namespace", "name")),
  CONNECTION_SUSPENDED(
      "vpcep_connection_suspended",
      "1 while a resource is suspended, so that its state is the last known",
      List.of("namespace", "name")),
  SOURCE_CONNECTIONS(
      "vpcep_source_connections",
      "How many connections the cloud lists, watched by a resource or not; undocumented states are other",
      List.of("namespace", "account", "source_kind", "source_id", "state")),
  SOURCE_CONNECTION_STATE(
      "vpcep_source_connection_state",
      "1 for the state of a connection of a VpcEndpointService that has no resource of its own, as spec.metrics asks for it",
      List.of(
          "namespace",
          "service",
          "account",
          "source_kind",
          "source_id",
          "endpoint_id",
          "domain_id",
          "state")),
  SOURCE_SERIES_OMITTED(
      "vpcep_source_series_omitted",
      "How many connections of a VpcEndpointService have no series because of spec.metrics.limit",
      List.of("namespace", "service")),
  SOURCE_OLDEST_PENDING(
      "vpcep_source_oldest_pending_acceptance_seconds",
      "Age of the oldest pending connection that has no VpcEndpointConnection; only while there is one",
      List.of("namespace", "service", "account", "source_kind", "source_id")),
  SOURCE_OVERDUE(
      "vpcep_source_acceptance_overdue",
      "How many connections without a resource of their own have waited for acceptance longer than the VpcEndpointService allows",
      List.of("namespace", "service", "account", "source_kind", "source_id")),
  SOURCE_FAILED(
      "vpcep_source_connections_failed",
      "How many connections without a resource of their own are failed",
      List.of("namespace", "service", "account", "source_kind", "source_id")),
  ACCEPTANCE_DECISIONS(
      "vpcep_acceptance_decisions_total",
      "Decisions of a VpcEndpointAcceptancePolicy by outcome; mode is Enforce or DryRun",
      List.of("namespace", "policy", "action", "result", "mode")),
  ACCEPTANCE_UNDECIDED(
      "vpcep_acceptance_undecided",
      "How many pending connections no rule of a VpcEndpointAcceptancePolicy matches",
      List.of("namespace", "policy")),
  SWEEP_LAST_SUCCESS(
      "vpcep_sweep_last_success_timestamp_seconds",
      "When the source was last read without a failure, in Unix time",
      List.of("namespace", "account", "source_kind", "source_id")),
  SWEEP_INTERVAL(
      "vpcep_sweep_interval_seconds",
      "How often the source is to be read",
      List.of("namespace", "account", "source_kind", "source_id")),
  POLL_INTERVAL_STRETCH(
      "vpcep_poll_interval_stretch_ratio",
      "By how much the rate limit stretches the poll intervals of an account; 1 if it does not",
      List.of("namespace", "account")),
  SOURCE_WATCHED_SINCE(
      "vpcep_source_watched_since_timestamp_seconds",
      "Since when the operator reads the source, in Unix time; reset with each start",
      List.of("namespace", "account", "source_kind", "source_id")),
  SWEEP_DURATION(
      "vpcep_sweep_duration_seconds",
      "Time to read a source, failed sweeps too; kind is full, incremental or look-up",
      List.of("kind")),
  STATE_TRANSITIONS(
      "vpcep_state_transitions_total",
      "Changes of a connection's state; from is none for the first, undocumented states are other",
      List.of("from", "to")),
  API_REQUESTS(
      "vpcep_api_requests_total",
      "HTTP calls to clouds, retries too; code is none where no response came, other outside 100 to 599",
      List.of("cloud", "api", "operation", "code")),
  API_REQUEST_DURATION(
      "vpcep_api_request_duration_seconds",
      "Time from the start of a call to the end of its response",
      List.of("cloud", "api", "operation", "code")),
  ACCOUNT_READY(
      "vpcep_account_ready",
      "1 if the cloud accepts the account, 0 if not; no series while that is not known",
      List.of("namespace", "account")),
  WORK_OLDEST_DUE(
      "vpcep_work_oldest_due_seconds",
      "How long the oldest due work has waited to be done; minutes mean that the operator is stuck",
      List.of("stage")),
  INTERNAL_ERRORS(
      "vpcep_internal_errors_total",
      "Faults of the operator itself, which the log has with a stack trace",
      List.of("stage")),
  BUILD_INFO(
      "vpcep_build_info",
      "1; what is running, in the labels",
      List.of("version", "revision", "java")),
  LEADER(
      "vpcep_leader",
      "1 on the replica that leads, 0 on a standby; the labels name the Lease of the release",
      List.of("namespace", "lease"));

  private final String word;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // always made by List.of
  private final List<String> labels;

  Metric(String word, String description, List<String> labels) {
    this.word = word;
    this.description = description;
    this.labels = labels;
  }

  /** Its name, as Prometheus shows it. */
  public String value() {
    return word;
  }

  /** What it tells, in a phrase. */
  public String description() {
    return description;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return labels;
  }

  MetricMetadata metadata() {
    return new MetricMetadata(word, description, word.endsWith("_seconds") ? Unit.SECONDS : null);
  }

  /** Its name for Micrometer, which appends what Prometheus wants at the end. */
  String meter() {
    return word.replaceFirst("(_total|_seconds)$", "").replace('_', '.');
  }

  /** Names and values of its labels in turn. */
  String[] tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(word + " has labels " + labels);
    }
    return IntStream.range(0, values.length)
        .boxed()
        .flatMap(i -> Stream.of(labels.get(i), values[i]))
        .toArray(String[]::new);
  }
}
