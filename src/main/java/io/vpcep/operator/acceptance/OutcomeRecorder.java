package io.vpcep.operator.acceptance;

import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Action;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.DecisionEntry;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicyStatus.Result;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.SourceListing;
import java.util.Map;
import java.util.Set;

/**
 * Records the outcomes of earlier decisions, from the reports of the executor and from the list.
 *
 * @param decisionLog is brought up to date
 * @param rate gets back what was not sent
 * @param consecutiveFailures count what failed
 * @param holds the endpoints for which the cloud asked for a later attempt
 * @param possiblyAccepted takes down what is not certain to have failed
 * @param audit tells of what was done
 */
record OutcomeRecorder(
    DecisionLog decisionLog,
    RateWindow rate,
    ConsecutiveFailures consecutiveFailures,
    RetryAfterHolds holds,
    PossiblyAccepted possiblyAccepted,
    AuditTrail audit) {

  private static final Set<ConnectionState> ACCEPTED =
      Set.of(ConnectionState.ACCEPTED, ConnectionState.CREATING, ConnectionState.FAILED);

  /** Takes over the reports on actions that were under way. What is refused for good stays open. */
  void report(Map<Long, ActionReport> reports) {
    for (var entry : decisionLog.all()) {
      var report = reports.get(entry.number());
      if (report != null && entry.awaitsResult()) {
        take(entry, report);
      }
    }
  }

  private void take(DecisionEntry entry, ActionReport report) {
    switch (report.result()) {
      case DONE -> {
        consecutiveFailures.succeeded();
        audit.acted(put(entry, Result.Done, "The cloud accepted the request.", true));
      }
      case REFUSED -> {
        audit.failed(entry, report.message());
        put(entry, Result.Refused, report.message(), true);
      }
      case GONE -> {
        holds.hold(entry.endpointID(), RetryAfterHolds.LONGEST);
        put(entry, Result.Gone, report.message(), false);
      }
      case NOT_YET -> {
        holds.hold(entry.endpointID(), RetryAfterHolds.LONGEST);
        audit.failed(entry, report.message());
        put(entry, Result.Refused, report.message(), false);
      }
      case IN_TRANSITION -> {
        holds.hold(entry.endpointID(), report.retryAfter());
        end(entry, Result.Postponed, report.message());
      }
      case BACK_OFF -> {
        holds.holdAll(report.retryAfter());
        end(entry, Result.Postponed, report.message());
      }
      case NOT_SENT -> {
        holds.holdAll(report.retryAfter());
        rate.giveBack(entry.time());
        end(entry, Result.Postponed, report.message());
      }
      case WITHDRAWN -> {
        if (entry.result() != Result.Withdrawn) {
          rate.giveBack(entry.time());
          end(entry, Result.Withdrawn, report.message());
        }
      }
      case FAILED -> setBack(entry, report, Result.Failed.name());
      case OUR_FAULT -> setBack(entry, report, Reason.INTERNAL_ERROR.value());
      case FORBIDDEN -> setBack(entry, report, Reason.FORBIDDEN.value());
      case SOURCE_NOT_FOUND -> setBack(entry, report, Reason.SOURCE_NOT_FOUND.value());
    }
  }

  /** A failure that stops the policy for the same reason as the last one is recorded once. */
  private void setBack(DecisionEntry entry, ActionReport report, String reason) {
    boolean isKnown = consecutiveFailures.isStoppedBy(report.message());
    consecutiveFailures.failed(reason, report.message());
    if (!isKnown) {
      audit.failed(entry, report.message());
    }
    end(entry, Result.Failed, report.message());
  }

  /** The connection may be accepted nonetheless: its domain may have one more. */
  private void end(DecisionEntry entry, Result result, String message) {
    possiblyAccepted.ended(put(entry, result, message, false));
  }

  /** Nothing is requested; if it was nonetheless, its report is taken over. */
  void withdraw(DecisionEntry entry, String message) {
    if (entry.result() != Result.Withdrawn) {
      possiblyAccepted.withdrawn(put(entry, Result.Withdrawn, message, false));
    }
  }

  private DecisionEntry put(DecisionEntry entry, Result result, String message, boolean isOpen) {
    var next = entry.became(result, entry.message() + " " + message, isOpen);
    decisionLog.put(next);
    return next;
  }

  /** Closes the decisions whose connections the list does not show as pending any more. */
  void settle(SourceListing listing) {
    for (var entry : decisionLog.open()) {
      var connection = listing.connections().get(entry.endpointID());
      if (connection == null) {
        if (listing.unreadable() == 0) {
          close(entry, Result.Gone, "The service does not list it any more.");
        }
      } else if (!connection.state().equals(ConnectionState.PENDING_ACCEPTANCE)) {
        settled(entry, connection.state());
      }
    }
  }

  private void settled(DecisionEntry entry, ConnectionState state) {
    boolean isAsDecided =
        entry.action() == Action.Accept
            ? ACCEPTED.contains(state)
            : state.equals(ConnectionState.REJECTED);
    if (state.equals(ConnectionState.DELETING)) {
      close(entry, Result.Gone, "The owner of the endpoint is deleting it.");
    } else if (isAsDecided) {
      close(entry, Result.Done, "The service lists it as %s.".formatted(state));
    } else {
      close(entry, Result.Superseded, "The service lists it as %s.".formatted(state));
    }
  }

  /** The list shows the outcome of an action that is still in progress; that of others is known. */
  private void close(DecisionEntry entry, Result found, String message) {
    if (entry.result() != Result.Started) {
      decisionLog.put(entry.became(entry.result(), entry.message(), false));
      return;
    }
    var closed = put(entry, found, message, false);
    if (found == Result.Done) {
      audit.found(closed);
    }
  }
}
