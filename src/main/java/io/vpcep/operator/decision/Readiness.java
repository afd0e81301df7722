package io.vpcep.operator.decision;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.ConnectionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a state means for the resource.
 *
 * @param status of the Ready condition
 * @param reason of it, and of Stalled
 * @param message of both
 * @param stalled whether waiting will not help
 */
public record Readiness(String status, String reason, String message, boolean stalled) {

  static final String STALE = "ObservationStale";
  private static final String SINCE = "No successful poll since ";
  private static final String SEE_SYNCED = ": see Synced.";

  /** Nobody has looked yet at what the resource asks for now. */
  public static final Readiness NOT_OBSERVED =
      new Readiness(
          "Unknown",
          "NotObserved",
          "Waiting for the first response of the cloud for this spec.",
          false);

  /** The source of a service can be listed. */
  public static final Readiness LISTED =
      new Readiness("True", "Listed", "The connections of the source are listed.", false);

  private static final Readiness ACCEPTED =
      new Readiness("True", "Accepted", "The connection is accepted.", false);
  private static final Readiness CREATING =
      new Readiness("False", "Creating", "The connection is being set up.", false);
  private static final Readiness DELETING =
      new Readiness("False", "Deleting", "The owner of the endpoint is deleting it.", false);

  private static final Map<ConnectionState, Meaning> MEANINGS =
      Map.of(
          ConnectionState.ACCEPTED, (status, spec) -> ACCEPTED,
          ConnectionState.PENDING_ACCEPTANCE, (status, spec) -> pending(spec),
          ConnectionState.CREATING, (status, spec) -> CREATING,
          ConnectionState.DELETING, (status, spec) -> DELETING,
          ConnectionState.REJECTED, (status, spec) -> rejected(spec),
          ConnectionState.FAILED, (status, spec) -> stalled("Failed", failure(status.errors())),
          ConnectionState.NOT_FOUND, (status, spec) -> notFound(spec));

  private static final Map<ConnectionState, EventRecord.Reason> EVENTS =
      Map.of(
          ConnectionState.ACCEPTED, EventRecord.Reason.CONNECTION_ACCEPTED,
          ConnectionState.PENDING_ACCEPTANCE, EventRecord.Reason.CONNECTION_PENDING,
          ConnectionState.CREATING, EventRecord.Reason.CONNECTION_CREATING,
          ConnectionState.DELETING, EventRecord.Reason.CONNECTION_DELETING,
          ConnectionState.REJECTED, EventRecord.Reason.CONNECTION_REJECTED,
          ConnectionState.FAILED, EventRecord.Reason.CONNECTION_FAILED,
          ConnectionState.NOT_FOUND, EventRecord.Reason.CONNECTION_NOT_FOUND);

  static Readiness of(
      VpcEndpointConnectionStatus observedStatus, VpcEndpointConnectionSpec spec, boolean overdue) {
    if (observedStatus.state() == null) {
      return NOT_OBSERVED;
    }
    var state = new ConnectionState(observedStatus.state());
    return overdue && state.equals(ConnectionState.PENDING_ACCEPTANCE)
        ? overdue(spec)
        : MEANINGS.getOrDefault(state, Readiness::unknown).of(observedStatus, spec);
  }

  /** The cloud's errors in one line. */
  static String failure(@Nullable List<VpcEndpointConnectionStatus.ErrorEntry> errors) {
    return errors == null
        ? "The connection failed. The cloud reported no error."
        : closed(
            errors.stream()
                .map(e -> e.code().isEmpty() ? e.message() : e.code() + ": " + e.message())
                .collect(Collectors.joining("; ", "The connection failed. Cloud: ", "")));
  }

  /** The same as a condition that is present while somebody has to act. */
  Readiness asStalled() {
    return new Readiness("True", reason, message, stalled);
  }

  /** The same status when the last successful poll was too long ago. */
  Readiness stale(Instant lastPoll) {
    return new Readiness("Unknown", STALE, SINCE + StatusTime.format(lastPoll) + SEE_SYNCED, false);
  }

  /** Since when a condition says that there was no poll; null if it does not say so. */
  static @Nullable Instant staleSince(@Nullable Condition ready) {
    return ready != null
            && ready.reason().equals(STALE)
            && ready.message().startsWith(SINCE)
            && ready.message().endsWith(SEE_SYNCED)
        ? StatusTime.parse(
            ready
                .message()
                .substring(SINCE.length(), ready.message().length() - SEE_SYNCED.length()))
        : null;
  }

  /** The event of a new state; null where there is none. */
  static EventRecord.@Nullable Reason event(String state) {
    return EVENTS.get(new ConnectionState(state));
  }

  private static Readiness pending(VpcEndpointConnectionSpec spec) {
    return waiting(
        "PendingAcceptance", "Waiting for %s to accept the connection.".formatted(owner(spec)));
  }

  private static Readiness overdue(VpcEndpointConnectionSpec spec) {
    var timeout = GoDuration.format(PollPolicy.pendingTimeout(spec));
    return stalled(
        Condition.ACCEPTANCE_OVERDUE,
        "Waiting for acceptance longer than pendingAcceptanceTimeout (%s). Ask %s to accept or"
                .formatted(timeout, owner(spec))
            + " reject the connection.");
  }

  private static Readiness rejected(VpcEndpointConnectionSpec spec) {
    return stalled(
        "Rejected",
        "The connection was rejected by %s, who can still accept it.".formatted(owner(spec)));
  }

  private static Readiness notFound(VpcEndpointConnectionSpec spec) {
    return stalled(
        "NotFound",
        "%s does not list the connection: the endpoint was deleted, or spec.%s is wrong."
            .formatted(
                ObservedStatus.source(spec),
                spec.endpointID() == null ? "markerID" : "endpointID"));
  }

  private static Readiness unknown(
      VpcEndpointConnectionStatus status, VpcEndpointConnectionSpec spec) {
    return waiting(
        "UnknownState", "The cloud reports an undocumented state: %s.".formatted(status.state()));
  }

  private static String closed(String sentence) {
    return sentence.endsWith(".") ? sentence : sentence + ".";
  }

  private static String owner(VpcEndpointConnectionSpec spec) {
    return "the owner of " + ObservedStatus.source(spec);
  }

  private static Readiness waiting(String reason, String message) {
    return new Readiness("False", reason, message, false);
  }

  private static Readiness stalled(String reason, String message) {
    return new Readiness("False", reason, message, true);
  }

  /** What one state means. */
  @FunctionalInterface
  private interface Meaning {
    Readiness of(VpcEndpointConnectionStatus status, VpcEndpointConnectionSpec spec);
  }
}
