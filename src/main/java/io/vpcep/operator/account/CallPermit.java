package io.vpcep.operator.account;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.schedule.Priority;
import org.jspecify.annotations.Nullable;

/**
 * Lets an account make a call of an API with its credentials, and reports how they were received.
 * Closing one whose outcome was not reported means that the call brought no verdict. For one
 * thread.
 */
final class CallPermit implements AutoCloseable {

  /** What nobody else may do meanwhile. */
  private enum Turn {
    /** Nothing: calls are made side by side. */
    NONE,
    /** Call this API. */
    API,
    /** Use the credentials at all. */
    CREDENTIAL
  }

  private final AccountCredential credential;
  private final ApiTarget api;
  private final boolean isProbe;
  private Turn turn;

  private CallPermit(AccountCredential credential, ApiTarget api, Turn turn) {
    this.credential = credential;
    this.api = api;
    this.turn = turn;
    this.isProbe = turn == Turn.API;
  }

  /**
   * Asks to make a call. Waits for a bounded time while another call is to show how the credentials
   * are received.
   *
   * @return null if the account cannot be used at present
   * @throws CloudException FORBIDDEN if this API refuses the credentials, which others accept
   */
  static @Nullable CallPermit request(AccountCredential credential, ApiTarget api)
      throws CloudException {
    return credential.<@Nullable CallPermit>await(
        (shared, now) -> shared.admitCall(api, credential.user().tenant(), now),
        (admission, shared, now) ->
            switch (admission) {
              case FREE -> new CallPermit(credential, api, Turn.NONE);
              case TURN -> new CallPermit(credential, api, turn(shared, api));
              case API_REFUSED -> throw new CloudException(shared.refusalBy(api, now));
              case NOT_NOW, WAIT -> null;
            });
  }

  private static Turn turn(SharedCredential shared, ApiTarget api) {
    if (shared.view().isAccepted()) {
      shared.gate(api).takeTurn();
      return Turn.API;
    }
    shared.takeTurn();
    return Turn.CREDENTIAL;
  }

  /** Whether the call asks an API again that refused the credentials. */
  boolean isProbe() {
    return isProbe;
  }

  /** Whether the latest response of another API accepted the credentials. */
  boolean isAcceptedElsewhere() {
    return credential.ask((shared, now) -> shared.isAcceptedByApiOtherThan(api, now));
  }

  /** Waits until the call budget of the credentials allows one more call. */
  void awaitBudget(Priority priority) throws CloudException {
    credential.ask((shared, now) -> shared.limiter()).take(priority);
  }

  /** The API takes us for who we are. */
  void accepted() {
    credential.answered((shared, now) -> shared.apiAccepted(api, now));
  }

  /**
   * The API refuses the credentials, and there are no others.
   *
   * @return the failure of its sources; null if the credentials are refused as a whole
   */
  @Nullable CloudFailure refused(CloudFailure cause) {
    var tenant = credential.user().tenant();
    credential.answered((shared, now) -> shared.apiRefused(api, cause, tenant, now));
    return credential.<@Nullable CloudFailure>ask(
        (shared, now) -> shared.view().isRefused() ? null : shared.refusalBy(api, now));
  }

  /**
   * Keeps others from calling the API until it is known whether it refuses the credentials.
   *
   * @return false if the account cannot be used at present
   * @throws CloudException if somebody else has found out meanwhile that the API refuses them
   */
  boolean takeTurn() throws CloudException {
    return turn != Turn.NONE
        || credential.await(
            (shared, now) ->
                shared.view().isAccepted() ? shared.gate(api).admit(now) : CallAdmission.NOT_NOW,
            (admission, shared, now) ->
                switch (admission) {
                  case FREE, TURN -> {
                    turn = turn(shared, api);
                    yield true;
                  }
                  case API_REFUSED -> throw new CloudException(shared.refusalBy(api, now));
                  case NOT_NOW, WAIT -> false;
                });
  }

  /**
   * Lets the identity service be asked again after a refusal, by one account at a time.
   *
   * @return null if the account cannot be used at present
   */
  LoginPermit.@Nullable Granted beginRenewal() throws CloudException {
    return turn == Turn.CREDENTIAL ? () -> {} : credential.awaitConfirmation();
  }

  @Override
  public void close() {
    var held = turn;
    turn = Turn.NONE;
    if (held == Turn.API) {
      credential.endTurn((shared, now) -> shared.gate(api).endTurn(now));
    } else if (held == Turn.CREDENTIAL) {
      credential.endTurn((shared, now) -> shared.endTurn(true, now));
    }
  }
}
