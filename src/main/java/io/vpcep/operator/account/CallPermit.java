package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import org.jspecify.annotations.Nullable;

/**
 * Lets an account make a call with its credentials, and reports how they were received. Closing one
 * whose outcome was not reported means that the call brought no verdict. For one thread.
 */
final class CallPermit implements AutoCloseable {

  /** What nobody else may do meanwhile. */
  enum Turn {
    /** Nothing: calls are made side by side. */
    NONE,
    /** Call this API. */
    API,
    /** Use the credentials at all. */
    CREDENTIAL
  }

  private final CredentialRegistry registry;
  private final CredentialUser user;
  private final CredentialKey credential;
  private final ApiKey api;
  private final boolean isProbe;
  private Turn turn;

  CallPermit(
      CredentialRegistry registry,
      CredentialUser user,
      CredentialKey credential,
      ApiKey api,
      Turn turn) {
    this.registry = registry;
    this.user = user;
    this.credential = credential;
    this.api = api;
    this.turn = turn;
    this.isProbe = turn == Turn.API;
  }

  /** Whether the call asks an API again that refused the credentials. */
  boolean isProbe() {
    return isProbe;
  }

  /** Whether the latest response of another API accepted the credentials. */
  boolean isAcceptedElsewhere() {
    return registry.isAcceptedByApiOtherThan(credential, api);
  }

  /** The API takes us for who we are. */
  void accepted() {
    registry.apiAccepted(user, credential, api);
  }

  /**
   * The API refuses the credentials, and there are no others.
   *
   * @return the failure of its sources; null if the account is refused as a whole
   */
  @Nullable CloudFailure refused(CloudFailure cause) {
    return registry.apiRefused(user, credential, api, cause);
  }

  /**
   * Keeps others from calling the API until it is known whether it refuses the credentials.
   *
   * @return false if the account cannot be used at present
   * @throws CloudException if somebody else has found out meanwhile that the API refuses them
   */
  boolean takeTurn() throws CloudException {
    if (turn == Turn.NONE) {
      if (!registry.takeTurn(user, credential, api)) {
        return false;
      }
      turn = Turn.API;
    }
    return true;
  }

  /**
   * Lets the identity service be asked again after a refusal, by one account at a time.
   *
   * @return null if the account cannot be used at present
   */
  LoginPermit.@Nullable Granted beginRenewal() throws CloudException {
    return turn == Turn.CREDENTIAL ? () -> {} : registry.awaitConfirmation(user, credential);
  }

  @Override
  public void close() {
    var held = turn;
    turn = Turn.NONE;
    if (held != Turn.NONE) {
      registry.endTurn(credential, api, held);
    }
  }
}
