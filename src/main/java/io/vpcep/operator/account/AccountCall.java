package io.vpcep.operator.account;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.poll.AccountAccess.CloudCall;
import io.vpcep.operator.schedule.Priority;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One call as an account. After a 401 the account authenticates again, once; what then is still
 * refused is refused by the API alone, or as a whole, depending on how the other APIs receive the
 * credentials.
 */
record AccountCall<T>(Account account, Api target, Priority priority, CloudCall<T> call) {

  /**
   * Failures of an API that has accepted who we are. Not INVALID_RESPONSE: a web page, a redirect
   * or a broken response comes from something other than the API, such as a proxy.
   */
  private static final Set<Reason> ACCEPTING =
      EnumSet.of(Reason.FORBIDDEN, Reason.SOURCE_NOT_FOUND);

  T make() throws CloudException {
    return attempt(account.session(), true);
  }

  private T attempt(ActiveSession given, boolean mayRenew) throws CloudException {
    var api = ApiTarget.of(target, given.session());
    try (var permit = admit(given, api)) {
      // A probe is to cost one refused call: it is made with a new token where there can be one.
      var first = permit.isProbe() && given.isRenewable() ? null : ask(permit, given);
      if (first != null && first.refusal == null) {
        return requireNonNull(first.response);
      }
      if (first != null && !mayRenew) {
        throw conclude(permit, given, requireNonNull(first.refusal));
      }
      if (!permit.takeTurn()) {
        throw account.notReady();
      }
      var fresh = renew(permit, given);
      boolean isAnother = !fresh.credential().equals(given.credential());
      if (isAnother || !ApiTarget.of(target, fresh.session()).equals(api)) {
        permit.close();
        return attempt(fresh, false);
      }
      var second = first != null && fresh.isSameAs(given) ? first : ask(permit, fresh);
      if (second.refusal != null) {
        throw conclude(permit, fresh, second.refusal);
      }
      return requireNonNull(second.response);
    }
  }

  private CallPermit admit(ActiveSession session, ApiTarget api) throws CloudException {
    var permit = CallPermit.request(account.credential(session.credential()), api);
    if (permit == null) {
      if (account.isUsable()) {
        account.requestProbe();
      }
      throw account.notReady();
    }
    return permit;
  }

  private ActiveSession renew(CallPermit permit, ActiveSession given) throws CloudException {
    try (var renewal = permit.beginRenewal()) {
      if (renewal == null) {
        throw account.notReady();
      }
      return account.renew(given, permit.isProbe() || permit.isAcceptedElsewhere());
    }
  }

  private Outcome<T> ask(CallPermit permit, ActiveSession session) throws CloudException {
    permit.awaitBudget(priority);
    try {
      T response = call.with(session.session());
      accepted(permit, session);
      return new Outcome<>(response, null);
    } catch (CloudException e) {
      return failed(permit, session, e);
    }
  }

  private Outcome<T> failed(CallPermit permit, ActiveSession session, CloudException e)
      throws CloudException {
    var reason = e.failure().reason();
    if (reason == Reason.UNAUTHORIZED) {
      return new Outcome<>(null, e.failure());
    }
    if (ACCEPTING.contains(reason) && e.namesCode()) {
      accepted(permit, session);
    } else if (!account.isUsable()) {
      throw account.notReady();
    }
    throw e;
  }

  private void accepted(CallPermit permit, ActiveSession session) {
    permit.accepted();
    follow(session);
  }

  private CloudException conclude(CallPermit permit, ActiveSession session, CloudFailure refusal) {
    var ofTheApi = permit.refused(refusal);
    follow(session);
    return ofTheApi == null ? account.notReady() : new CloudException(ofTheApi);
  }

  /** Takes over what the call has shown about the credentials. */
  private void follow(ActiveSession session) {
    var view = account.credential(session.credential()).view();
    account.update(
        session.inputs().settings(),
        (state, now) -> session.isSameAs(state.session()) && state.follow(view, now));
  }

  /** A response, or why the credentials were refused. */
  private record Outcome<T>(@Nullable T response, @Nullable CloudFailure refusal) {}
}
