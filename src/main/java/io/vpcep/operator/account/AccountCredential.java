package io.vpcep.operator.account;

import io.vpcep.operator.account.CredentialRegistry.Outcome;
import io.vpcep.operator.account.LoginPermit.Granted;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicTime;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One set of credentials as one account has it: asks whether it may be tried, and reports how the
 * cloud receives it. All accounts that have the same credentials share what is known.
 *
 * @param registry knows all credentials
 * @param user the account
 * @param key names the credentials
 */
record AccountCredential(CredentialRegistry registry, CredentialUser user, CredentialKey key) {

  CredentialView view() {
    return ask((shared, now) -> shared.view());
  }

  /** Asks to log in. Does not wait. */
  LoginPermit beginLogin() {
    return ask(
        (shared, now) -> {
          var held = shared.loginHeld(user.tenant(), now);
          if (held != null) {
            return held;
          }
          if (shared.view().isAccepted()) {
            return confirmation(shared.admitConfirmation(now), shared);
          }
          shared.takeTurn();
          return (Granted) () -> endTurn((tried, end) -> tried.endTurn(false, end));
        });
  }

  /**
   * Asks to ask the identity service again about accepted credentials that an API has refused.
   * Waits for a bounded time while another account asks.
   *
   * @return null if they are refused meanwhile, or nothing is known in time
   */
  @Nullable Granted awaitConfirmation() throws CloudException {
    return this.<@Nullable Granted>await(
        SharedCredential::admitConfirmation,
        (admission, shared, now) ->
            switch (admission) {
              case FREE, TURN -> confirmation(admission, shared);
              default -> null;
            });
  }

  private Granted confirmation(CallAdmission admission, SharedCredential shared) {
    if (admission != CallAdmission.TURN) {
      return () -> {};
    }
    shared.beginConfirmation();
    return () -> endTurn((confirmed, end) -> confirmed.endConfirmation());
  }

  void identityAccepted() {
    answered(SharedCredential::identityAccepted);
  }

  void identityRefused(CloudFailure cause) {
    answered((shared, now) -> shared.identityRefused(cause, user.tenant(), now));
  }

  void identityUnreachable(CloudFailure cause) {
    answered((shared, now) -> shared.identityUnreachable(cause));
  }

  <T extends @Nullable Object> T ask(BiFunction<SharedCredential, MonotonicTime, T> question) {
    return registry.ask(key, question);
  }

  /** See {@link CredentialRegistry#await}. */
  <T extends @Nullable Object> T await(
      BiFunction<SharedCredential, MonotonicTime, CallAdmission> admission, Outcome<T> outcome)
      throws CloudException {
    return registry.await(user, key, admission, outcome);
  }

  /** The other accounts that have the credentials are notified if the verdict is another. */
  void answered(BiConsumer<SharedCredential, MonotonicTime> change) {
    registry.change(
        key,
        (shared, now) -> {
          var before = shared.view().verdict();
          change.accept(shared, now);
          return shared.view().verdict() == before ? List.of() : shared.usersExcept(user);
        });
  }

  /** Those who waited for the turn in vain are notified. */
  void endTurn(BiConsumer<SharedCredential, MonotonicTime> end) {
    registry.change(
        key,
        (shared, now) -> {
          end.accept(shared, now);
          return shared.takeWaiting();
        });
  }
}
