package io.vpcep.operator.account;

import io.vpcep.operator.time.MonotonicTime;

/**
 * How the cloud receives credentials, as all accounts that have them know it.
 *
 * @param verdict the latest
 * @param refusal the sentence that says who refused; empty unless the verdict is that
 * @param probeAt when refused credentials may be tried again
 */
record CredentialView(Verdict verdict, String refusal, MonotonicTime probeAt) {

  enum Verdict {
    UNKNOWN,
    ACCEPTED,
    REFUSED
  }

  boolean isAccepted() {
    return verdict == Verdict.ACCEPTED;
  }

  boolean isRefused() {
    return verdict == Verdict.REFUSED;
  }

  boolean isProbeDue(MonotonicTime now) {
    return isRefused() && !now.isBefore(probeAt);
  }
}
