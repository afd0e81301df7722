package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.Locale;

/**
 * Every metric of ours, as {@code docs/metrics.md} lists it. Nothing else is exported under {@code
 * vpcep_}.
 */
public enum Metric {
  /** Where each connection stands. */
  CONNECTION_STATE(
      Type.GAUGE,
      "vpcep_connection_state",
      "1 for the state that a connection is in; the other states have no series",
      "namespace",
      "name",
      "account",
      "source_kind",
      "source_id",
      "state"),
  /** How long each waits. */
  CONNECTION_PENDING(
      Type.GAUGE,
      "vpcep_connection_pending_acceptance_seconds",
      "How long a connection waits for acceptance; only while it does",
      "namespace",
      "name"),
  /** Which wait for too long. */
  CONNECTION_OVERDUE(
      Type.GAUGE,
      "vpcep_connection_acceptance_overdue",
      "1 while a connection waits for acceptance for longer than its resource allows",
      "namespace",
      "name"),
  /** Which are not looked at. */
  CONNECTION_SUSPENDED(
      Type.GAUGE,
      "vpcep_connection_suspended",
      "1 while a resource is suspended, so that its state is the last known",
      "namespace",
      "name"),
  /** What each source lists. */
  SOURCE_CONNECTIONS(
      Type.GAUGE,
      "vpcep_source_connections",
      "How many connections the cloud lists, watched by a resource or not; undocumented states are other",
      "namespace",
      "account",
      "source_kind",
      "source_id",
      "state"),
  /** How fresh each source is. */
  SWEEP_LAST_SUCCESS(
      Type.GAUGE,
      "vpcep_sweep_last_success_timestamp_seconds",
      "When the source was last read without a failure, in Unix time",
      "namespace",
      "account",
      "source_kind",
      "source_id"),
  /** How fresh each source should be. */
  SWEEP_INTERVAL(
      Type.GAUGE,
      "vpcep_sweep_interval_seconds",
      "How often the source is to be read",
      "namespace",
      "account",
      "source_kind",
      "source_id"),
  /** Since when it should be. */
  SOURCE_WATCHED_SINCE(
      Type.GAUGE,
      "vpcep_source_watched_since_timestamp_seconds",
      "Since when the operator reads the source, in Unix time; reset with each start",
      "namespace",
      "account",
      "source_kind",
      "source_id"),
  /** How long reading takes. */
  SWEEP_DURATION(
      Type.HISTOGRAM,
      "vpcep_sweep_duration_seconds",
      "Time to read a source, failed sweeps too; kind is full, incremental or look-up",
      "kind"),
  /** Changes of state. */
  STATE_TRANSITIONS(
      Type.COUNTER,
      "vpcep_state_transitions_total",
      "Changes of a connection's state; from is none for the first, undocumented states are other",
      "from",
      "to"),
  /** Calls to clouds. */
  API_REQUESTS(
      Type.COUNTER,
      "vpcep_api_requests_total",
      "HTTP calls to clouds, retries too; code is none where no response came, other outside 100 to 599",
      "cloud",
      "api",
      "operation",
      "code"),
  /** How long they take. */
  API_REQUEST_DURATION(
      Type.HISTOGRAM,
      "vpcep_api_request_duration_seconds",
      "Time from the start of a call to the end of its response",
      "cloud",
      "api",
      "operation",
      "code"),
  /** Which accounts can be used. */
  ACCOUNT_READY(
      Type.GAUGE,
      "vpcep_account_ready",
      "1 if the cloud accepts the account, 0 if not; no series while that is not known",
      "namespace",
      "account"),
  /** How long due work waits. */
  WORK_OLDEST_DUE(
      Type.GAUGE,
      "vpcep_work_oldest_due_seconds",
      "How long the oldest due work has waited to be done; minutes mean that the operator is stuck",
      "stage"),
  /** Our own faults. */
  INTERNAL_ERRORS(
      Type.COUNTER,
      "vpcep_internal_errors_total",
      "Faults of the operator itself, which the log has with a stack trace",
      "stage"),
  /** What is running. */
  BUILD_INFO(
      Type.GAUGE,
      "vpcep_build_info",
      "1; what is running, in the labels",
      "version",
      "revision",
      "java"),
  /** Who leads. */
  LEADER(Type.GAUGE, "vpcep_leader", "1 on the replica that leads, 0 on a standby");

  private static final String SECONDS = "_seconds";

  private final Type type;
  private final String word;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> labels;

  Metric(Type type, String word, String description, String... labels) {
    this.type = type;
    this.word = word;
    this.description = description;
    this.labels = List.of(labels);
  }

  /** What kind of a metric it is. */
  public Type type() {
    return type;
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

  /** What its values are measured in: {@code seconds}, or empty for a number of things. */
  public String unit() {
    return word.endsWith(SECONDS) ? "seconds" : "";
  }

  MetricMetadata metadata() {
    return unit().isEmpty()
        ? new MetricMetadata(word, description)
        : new MetricMetadata(word, description, Unit.SECONDS);
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
    var tags = new String[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      tags[2 * i] = labels.get(i);
      tags[2 * i + 1] = values[i];
    }
    return tags;
  }

  /** The kinds of metrics. */
  public enum Type {
    /** A value that goes up and down. */
    GAUGE,
    /** A value that goes up, and starts at 0 with the process. */
    COUNTER,
    /**
     * How many values were up to which bounds; and, as a gauge with {@code _max}, the latest high.
     */
    HISTOGRAM;

    /** The kind in Prometheus' word. */
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
