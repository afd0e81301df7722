package io.vpcep.operator.account;

import static io.vpcep.operator.account.CallAdmission.FREE;
import static io.vpcep.operator.account.CallAdmission.NOT_NOW;
import static io.vpcep.operator.account.CallAdmission.TURN;
import static io.vpcep.operator.account.CallAdmission.WAIT;

import io.vpcep.operator.account.CredentialView.Verdict;
import io.vpcep.operator.account.LoginPermit.Held;
import io.vpcep.operator.account.LoginPermit.Why;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the cloud receives one set of credentials: its identity service, and each of its APIs. They
 * are refused as a whole when the identity service says so, or when every API that was asked does
 * and nobody accepts them. Makes no calls. Not safe for use by several threads.
 */
final class SharedCredential {

  private final CredentialKey.Id id;
  private final RateLimiter limiter;
  private final FailedAttempts window;
  private final ApiGates apis = new ApiGates();
  private final Set<CredentialUser> users = new HashSet<>();
  private final Set<CredentialUser> waiting = new HashSet<>();
  private Verdict verdict = Verdict.UNKNOWN;
  private boolean wasAccepted;
  private boolean identityAccepts;
  private boolean turnTaken;
  private boolean confirming;
  private @Nullable MonotonicTime confirmedAt;
  private int refusals;
  private String refusal = "";
  private MonotonicTime probeAt = MonotonicTime.MIN;

  /** Why the identity service gave no usable response; null if it did, or was not asked. */
  private @Nullable CloudFailure silence;

  private MonotonicTime usedUntil;

  /**
   * Credentials that were not tried yet.
   *
   * @param window of all credentials that the cloud locks with them
   */
  SharedCredential(
      CredentialKey.Id id, RateLimiter limiter, FailedAttempts window, MonotonicTime now) {
    this.id = id;
    this.limiter = limiter;
    this.window = window;
    this.usedUntil = now;
  }

  CredentialKey.Id id() {
    return id;
  }

  RateLimiter limiter() {
    return limiter;
  }

  /** By how much the poll intervals of a tenant who uses them are stretched, at least 1. */
  double stretch(String tenant) {
    var callsPerSecond = new HashMap<String, Double>();
    users.forEach(user -> callsPerSecond.merge(user.tenant(), user.callsPerSecond(), Double::sum));
    return limiter.stretch(tenant, callsPerSecond);
  }

  CredentialView view() {
    return new CredentialView(verdict, refusal, probeAt);
  }

  void use(CredentialUser user) {
    users.add(user);
  }

  void leave(CredentialUser user, MonotonicTime now) {
    users.remove(user);
    waiting.remove(user);
    usedUntil = now;
  }

  /** Whether nothing is lost if they are forgotten. */
  boolean isForgettable(MonotonicTime now) {
    return users.isEmpty()
        && !isTried()
        && !now.isBefore(usedUntil.plus(AccountLimits.UNUSED_CREDENTIALS));
  }

  /** Whether an account uses them. */
  boolean isUsed() {
    return !users.isEmpty();
  }

  /** Whether somebody tries them at present. */
  boolean isTried() {
    return turnTaken || confirming;
  }

  /** The accounts that use them, but for one. */
  List<CredentialUser> usersExcept(CredentialUser user) {
    return users.stream().filter(other -> !other.equals(user)).toList();
  }

  /** The accounts one of whose calls waited for its turn in vain; once. */
  List<CredentialUser> takeWaiting() {
    var list = waiting.stream().filter(users::contains).toList();
    waiting.clear();
    return list;
  }

  void addWaiting(CredentialUser user) {
    waiting.add(user);
  }

  /** Whether a call may be made by a tenant. */
  CallAdmission admitCall(ApiTarget api, String tenant, MonotonicTime now) {
    return switch (verdict) {
      case ACCEPTED -> gate(api).admit(now);
      case REFUSED -> turnTaken || now.isBefore(triedAt(tenant, now)) ? NOT_NOW : TURN;
      case UNKNOWN -> turnTaken ? WAIT : now.isBefore(triedAt(tenant, now)) ? NOT_NOW : TURN;
    };
  }

  /** Why and until when a tenant may not log in; null if it may. */
  LoginPermit.@Nullable Held loginHeld(String tenant, MonotonicTime now) {
    if (verdict == Verdict.ACCEPTED) {
      return admitConfirmation(now) == WAIT
          ? new Held(now.plus(RetryPolicy.WHILE_OTHERS_TRY), Why.OTHERS_TRY, null)
          : null;
    }
    if (now.isBefore(lockOutEnd(tenant, now)) && window.hasRecentFailure(now)) {
      return new Held(lockOutEnd(tenant, now), Why.LOCK_OUT, silence);
    }
    if (turnTaken || now.isBefore(lockOutEnd(tenant, now))) {
      return new Held(now.plus(RetryPolicy.WHILE_OTHERS_TRY), Why.OTHERS_TRY, silence);
    }
    return now.isBefore(probeAt) ? new Held(probeAt, Why.REFUSED, silence) : null;
  }

  /**
   * Whether the identity service may be asked again about accepted credentials. The secret may have
   * changed, and then all who have the old one find out at the same time: one asks, and the others
   * follow if it was accepted.
   */
  CallAdmission admitConfirmation(MonotonicTime now) {
    if (verdict != Verdict.ACCEPTED) {
      return NOT_NOW;
    }
    if (confirmedAt != null && now.isBefore(confirmedAt.plus(RetryPolicy.CONFIRMED))) {
      return FREE;
    }
    return confirming ? WAIT : TURN;
  }

  void beginConfirmation() {
    confirming = true;
  }

  void endConfirmation() {
    confirming = false;
  }

  /** Nobody else may try them until the turn ends. */
  void takeTurn() {
    turnTaken = true;
    window.begin();
  }

  /**
   * Ends the turn.
   *
   * @param pace whether a probe without a verdict is repeated no sooner than one that was refused
   */
  void endTurn(boolean pace, MonotonicTime now) {
    turnTaken = false;
    window.end();
    if (pace && verdict == Verdict.REFUSED && !now.isBefore(probeAt)) {
      probeAt = now.plus(untilProbe());
    }
  }

  private MonotonicTime triedAt(String tenant, MonotonicTime now) {
    return MonotonicTime.later(probeAt, lockOutEnd(tenant, now));
  }

  /** When the cloud's lock-out lets them be tried; those it accepted once, at any time. */
  private MonotonicTime lockOutEnd(String tenant, MonotonicTime now) {
    return wasAccepted || !id.lockable()
        ? MonotonicTime.MIN
        : window.earliest(tenant, verdict == Verdict.REFUSED, now);
  }

  /** How one API receives them. */
  ApiGate gate(ApiTarget api) {
    return apis.get(api);
  }

  boolean hasRefusedApi() {
    return apis.hasRefused();
  }

  void identityAccepted(MonotonicTime now) {
    identityAccepts = true;
    confirmedAt = now;
    accept();
  }

  void identityRefused(CloudFailure cause, String tenant, MonotonicTime now) {
    identityAccepts = false;
    confirmedAt = null;
    // What the APIs said before does not count against the identity service.
    apis.clear();
    refuse("The identity service refused the credentials. " + cause.message(), now);
    window.failed(tenant, now);
  }

  void identityUnreachable(CloudFailure cause) {
    silence = cause;
  }

  void apiAccepted(ApiTarget api, MonotonicTime now) {
    gate(api).accepted(now);
    accept();
  }

  /** An API refused them, after all was tried that might help. */
  void apiRefused(ApiTarget api, CloudFailure cause, String tenant, MonotonicTime now) {
    gate(api).refused(cause, now);
    if (acceptor(api, now) == null) {
      refuse(apis.refusal(), now);
      window.failed(tenant, now);
    }
  }

  /** Who accepts the credentials although an API refuses them; null if nobody does. */
  @Nullable String acceptor(ApiTarget but, MonotonicTime now) {
    return identityAccepts ? "the identity service accepts" : apis.acceptor(but, now);
  }

  /** Whether the latest response of another API accepted the credentials. */
  boolean isAcceptedByApiOtherThan(ApiTarget api, MonotonicTime now) {
    return apis.acceptor(api, now) != null;
  }

  /** The failure of the calls that an API does not get because it refuses the credentials. */
  CloudFailure refusalBy(ApiTarget api, MonotonicTime now) {
    var cause = gate(api).refusal();
    var acceptor = acceptor(api, now);
    return new CloudFailure(
        CloudFailure.Reason.FORBIDDEN,
        "The %s refused the credentials (401)%s. %s"
            .formatted(
                api.api().phrase(),
                acceptor == null ? "" : " although " + acceptor + " them",
                cause == null ? "" : cause.message()));
  }

  private void accept() {
    verdict = Verdict.ACCEPTED;
    wasAccepted = true;
    refusals = 0;
    refusal = "";
    probeAt = MonotonicTime.MIN;
    silence = null;
  }

  private void refuse(String sentence, MonotonicTime now) {
    // Before the next probe is due, only a try that began beside the refused one can be refused.
    boolean isSameEvent = verdict == Verdict.REFUSED && now.isBefore(probeAt);
    verdict = Verdict.REFUSED;
    refusal = sentence;
    silence = null;
    if (!isSameEvent) {
      refusals++;
      probeAt = now.plus(untilProbe());
    }
  }

  /**
   * Credentials that were accepted once do not wait for the window, so that others cannot hold them
   * back. That they do not fill it themselves is up to their pace.
   */
  private Duration untilProbe() {
    var pause = RetryPolicy.untilProbe(refusals);
    boolean paced = wasAccepted && id.lockable() && refusals >= RetryPolicy.FAILED_RETRIES;
    return paced && pause.compareTo(RetryPolicy.WINDOW) < 0 ? RetryPolicy.WINDOW : pause;
  }
}
