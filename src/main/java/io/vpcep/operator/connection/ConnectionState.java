package io.vpcep.operator.connection;

import java.util.List;
import java.util.Set;

/**
 * The cloud's own word for where a connection stands. The set is open: the two clouds' documents do
 * not name the same words, so a word that none of them names is carried as it is. What a cloud says
 * comes in through {@link #ofCloud}.
 *
 * @param value as the cloud wrote it, never empty
 */
public record ConnectionState(String value) {

  /** Waits for the owner of the service to accept or reject it. */
  public static final ConnectionState PENDING_ACCEPTANCE = new ConnectionState("pendingAcceptance");

  /** Was accepted, or needs no acceptance, and is being connected. */
  public static final ConnectionState CREATING = new ConnectionState("creating");

  /** Connected; the only state in which traffic flows. */
  public static final ConnectionState ACCEPTED = new ConnectionState("accepted");

  /** Turned down by the owner of the service. */
  public static final ConnectionState REJECTED = new ConnectionState("rejected");

  /** Could not be connected; the cloud names its errors. */
  public static final ConnectionState FAILED = new ConnectionState("failed");

  /** Its endpoint is being removed; afterwards it leaves the list. */
  public static final ConnectionState DELETING = new ConnectionState("deleting");

  /** The operator's one addition: a complete list lacks it, and a second look confirmed that. */
  public static final ConnectionState NOT_FOUND = new ConnectionState("notFound");

  /** All of the above in order; anything else is a word that the clouds do not document. */
  public static final List<ConnectionState> DOCUMENTED =
      List.of(PENDING_ACCEPTANCE, CREATING, ACCEPTED, REJECTED, FAILED, DELETING, NOT_FOUND);

  private static final Set<ConnectionState> TRANSITIONAL =
      Set.of(PENDING_ACCEPTANCE, CREATING, DELETING);

  /** Marks a cloud's word that would otherwise be taken for the operator's own. */
  private static final String FOREIGN = "cloud:";

  /**
   * The state that a cloud's word stands for. {@code notFound}, in any case, is the operator's own
   * conclusion and no cloud's to draw: from a cloud it is an unknown word like any other, and is
   * carried as {@code cloud:notFound}.
   *
   * @param value never empty
   */
  public static ConnectionState ofCloud(String value) {
    return new ConnectionState(value.equalsIgnoreCase(NOT_FOUND.value) ? FOREIGN + value : value);
  }

  /**
   * Whether it is expected to change soon, because its owner decides or the cloud is at work:
   * {@code pendingAcceptance}, {@code creating}, {@code deleting}.
   */
  public boolean isTransitional() {
    return TRANSITIONAL.contains(this);
  }

  @Override
  public String toString() {
    return value;
  }
}
