package io.vpcep.operator.decision;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointConnectionSpec;
import io.vpcep.operator.api.VpcEndpointConnectionStatus;
import io.vpcep.operator.connection.ConnectionState;
import java.util.List;
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
record Readiness(String status, String reason, String message, boolean stalled) {

  static final String STALE = "ObservationStale";

  /** Nobody has looked yet at what the resource asks for now. */
  static final Readiness NOT_OBSERVED =
      new Readiness(
          "Unknown",
          "NotObserved",
          "Waiting for the first answer from the cloud for this spec.",
          false);

  static Readiness of(
      VpcEndpointConnectionStatus observedStatus, VpcEndpointConnectionSpec spec, boolean overdue) {
    var owner = "the owner of " + ObservedStatus.source(spec);
    if (observedStatus.state() == null) {
      return NOT_OBSERVED;
    }
    return switch (observedStatus.state()) {
      case "accepted" -> new Readiness("True", "Accepted", "The connection is accepted.", false);
      case "pendingAcceptance" ->
          overdue
              ? stalled(
                  Condition.ACCEPTANCE_OVERDUE,
                  "Waits for acceptance for longer than "
                      + GoDuration.format(PollPolicy.pendingTimeout(spec))
                      + ": ask "
                      + owner
                      + " to accept or reject it.")
              : waiting("PendingAcceptance", "Waits for " + owner + " to accept it.");
      case "creating" -> waiting("Creating", "The connection is being set up.");
      case "deleting" -> waiting("Deleting", "The endpoint is being deleted by its owner.");
      case "rejected" -> stalled("Rejected", "Rejected by " + owner + ", who can still accept it.");
      case "failed" -> stalled("Failed", failure(observedStatus.errors()));
      case "notFound" ->
          stalled(
              "NotFound",
              "The "
                  + ObservedStatus.source(spec)
                  + " does not list the connection: its endpoint was deleted, or "
                  + (spec.endpointID() == null ? "markerID" : "endpointID")
                  + " is wrong.");
      default ->
          waiting(
              "UnknownState",
              "The cloud reports a state that is not documented: " + observedStatus.state());
    };
  }

  /** The cloud's errors in one line. */
  static String failure(@Nullable List<VpcEndpointConnectionStatus.ErrorEntry> errors) {
    return errors == null
        ? "The connection failed; the cloud gave no error."
        : errors.stream()
            .map(e -> e.code().isEmpty() ? e.message() : e.code() + ": " + e.message())
            .collect(Collectors.joining("; ", "The connection failed: ", ""));
  }

  /** The same facts when nobody could look for too long. */
  Readiness stale() {
    return new Readiness(
        "Unknown",
        STALE,
        "The cloud could not be read for too long; the state shown is the last known.",
        false);
  }

  /** The event that tells of a new state; null where there is none. */
  static EventRecord.@Nullable Reason event(String state) {
    return switch (state) {
      case "accepted" -> EventRecord.Reason.CONNECTION_ACCEPTED;
      case "pendingAcceptance" -> EventRecord.Reason.CONNECTION_PENDING;
      case "creating" -> EventRecord.Reason.CONNECTION_CREATING;
      case "deleting" -> EventRecord.Reason.CONNECTION_DELETING;
      case "rejected" -> EventRecord.Reason.CONNECTION_REJECTED;
      case "failed" -> EventRecord.Reason.CONNECTION_FAILED;
      case "notFound" -> EventRecord.Reason.CONNECTION_NOT_FOUND;
      default -> null;
    };
  }

  static boolean isPending(VpcEndpointConnectionStatus observedStatus) {
    return ObservedStatus.isIn(observedStatus, ConnectionState.PENDING_ACCEPTANCE);
  }

  private static Readiness waiting(String reason, String message) {
    return new Readiness("False", reason, message, false);
  }

  private static Readiness stalled(String reason, String message) {
    return new Readiness("False", reason, message, true);
  }
}
