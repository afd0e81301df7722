package io.vpcep.operator.cluster;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Whether the API server's certificate is still trusted. The cluster's authority is read once, when
 * the process starts; if it is replaced, no call succeeds any more. An API server that is away, or
 * breaks off the handshake, is none of this.
 */
final class TrustMonitor {

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
    return Causes.chain(failure).stream()
        .anyMatch(
            each ->
                each instanceof SSLPeerUnverifiedException
                    || each instanceof GeneralSecurityException);
  }
}
