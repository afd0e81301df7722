package io.vpcep.emulator.world;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the two owners do to a connection: the table of states. That a rejected connection can be
 * received and an accepted one rejected follows the CSS user guide of Open Telekom Cloud and a
 * public client. Unconfirmed are all refusals, taken from the texts of VPCEP's error codes, and
 * that it changes nothing to receive what is accepted and to reject what is rejected: so a request
 * whose response was lost can be sent again.
 */
public enum Action {
  /** The service's owner accepts it. */
  RECEIVE,
  /** The service's owner rejects it. */
  REJECT,
  /** The endpoint's owner deletes the endpoint; possible in every other status. */
  DELETE;

  /** What a service's owner calls it in the APIs; empty for any other word. */
  public static Optional<Action> of(String word) {
    return Stream.of(RECEIVE, REJECT)
        .filter(action -> action.name().toLowerCase(Locale.ROOT).equals(word))
        .findFirst();
  }

  /**
   * The status that a connection has next.
   *
   * @throws ActionRefusedException when its status does not allow the action
   */
  public String next(String status) throws ActionRefusedException {
    return switch (this) {
      case RECEIVE -> received(status);
      case REJECT -> rejected(status);
      case DELETE -> deleted(status);
    };
  }

  private static String received(String status) throws ActionRefusedException {
    return switch (status) {
      case Status.PENDING_ACCEPTANCE, Status.REJECTED -> Status.CREATING;
      case Status.ACCEPTED -> Status.ACCEPTED;
      default -> throw refused(status);
    };
  }

  private static String rejected(String status) throws ActionRefusedException {
    return switch (status) {
      case Status.PENDING_ACCEPTANCE, Status.ACCEPTED, Status.REJECTED -> Status.REJECTED;
      default -> throw refused(status);
    };
  }

  private static String deleted(String status) throws ActionRefusedException {
    if (status.equals(Status.DELETING)) {
      throw refused(status);
    }
    return Status.DELETING;
  }

  private static ActionRefusedException refused(String status) {
    return new ActionRefusedException(
        switch (status) {
          case Status.CREATING -> Refusal.BEING_CREATED;
          case Status.DELETING -> Refusal.BEING_DELETED;
          default -> Refusal.UNMODIFIABLE;
        });
  }
}
