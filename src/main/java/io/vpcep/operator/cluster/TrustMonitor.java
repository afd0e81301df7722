package io.vpcep.operator.cluster;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Whether the API server's certificate is still trusted. The cluster's authority is read once, when
 * the process starts; if it is replaced, no call succeeds any more. An API server that is away, or
 * breaks off the handshake, is none of this; nor is a certificate whose time is not now.
 */
final class TrustMonitor {

  private static final Set<CertPathValidatorException.Reason> TIMES =
      Set.of(
          CertPathValidatorException.BasicReason.NOT_YET_VALID,
          CertPathValidatorException.BasicReason.EXPIRED);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private OptionalLong since = OptionalLong.empty();

  /** A call has got a response, whatever it says. */
  synchronized void succeeded() {
    since = OptionalLong.empty();
  }

  /**
   * A call has got no response.
   *
   * @param now of a monotonic clock, in nanoseconds
   * @return why the certificate is not trusted, if that has been so for a minute and no call has
   *     succeeded meanwhile
   */
  synchronized Optional<String> failed(Throwable failure, long now) {
    if (!isOfTrust(failure)) {
      return Optional.empty();
    }
    if (since.isEmpty()) {
      since = OptionalLong.of(now);
    }
    return now - since.getAsLong() < PATIENCE.toNanos()
        ? Optional.empty()
        : Optional.of(Causes.inOneLine(failure));
  }

  /** A handshake that fails for another reason has no such cause. */
  private static boolean isOfTrust(Throwable failure) {
    var chain = Causes.chain(failure);
    return chain.stream().noneMatch(TrustMonitor::isOfTime)
        && chain.stream()
            .anyMatch(
                each ->
                    each instanceof SSLPeerUnverifiedException
                        || each instanceof GeneralSecurityException);
  }

  /** A clock that is wrong, or a certificate that ran out: a new process would find the same. */
  private static boolean isOfTime(Throwable failure) {
    return failure instanceof CertificateNotYetValidException
        || failure instanceof CertificateExpiredException
        || (failure instanceof CertPathValidatorException invalid
            && TIMES.contains(invalid.getReason()));
  }
}
