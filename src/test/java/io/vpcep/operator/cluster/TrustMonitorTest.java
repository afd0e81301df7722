package io.vpcep.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrustMonitorTest {

  private static final long START = Long.MAX_VALUE - 5;

  private final TrustMonitor monitor = new TrustMonitor();

  static Stream<Throwable> failuresOfTrust() {
    return Stream.of(
        untrusted(),
        new IOException("wrapped", untrusted()),
        new SSLPeerUnverifiedException("Hostname 10.96.0.1 not verified"));
  }

  static Stream<Throwable> otherFailures() {
    var brokenOff = new SSLHandshakeException("Remote host terminated the handshake");
    brokenOff.initCause(new EOFException("SSL peer shut down incorrectly"));
    var early = new SSLHandshakeException("PKIX path validation failed");
    early.initCause(
        new CertPathValidatorException(
            "validity check failed", new CertificateNotYetValidException("NotBefore: 12:00")));
    var late = new SSLHandshakeException("PKIX path validation failed");
    late.initCause(new CertificateExpiredException("NotAfter: 12:00"));
    return Stream.of(
        brokenOff,
        early,
        late,
        new ConnectException("Connection refused"),
        new SocketTimeoutException("timeout"),
        new IOException("unexpected end of stream"));
  }

  @ParameterizedTest
  @MethodSource("failuresOfTrust")
  void saysWhyNoCallWasTrustedForAMinute(Throwable failure) {
    assertThat(monitor.failed(failure, at(0))).isEmpty();
    assertThat(monitor.failed(failure, at(59))).isEmpty();
    assertThat(monitor.failed(failure, at(60)))
        .hasValueSatisfying(reason -> assertThat(reason).contains(failure.getMessage()));
  }

  @Test
  void beginsAnewWithEachCallThatSucceeds() {
    monitor.failed(untrusted(), at(0));
    monitor.succeeded();

    assertThat(monitor.failed(untrusted(), at(61))).isEmpty();
    assertThat(monitor.failed(untrusted(), at(120))).isEmpty();
    assertThat(monitor.failed(untrusted(), at(121))).isPresent();
  }

  @ParameterizedTest
  @MethodSource("otherFailures")
  void anApiServerThatIsAwayIsNotUntrusted(Throwable failure) {
    for (int second = 0; second < 3600; second++) {
      assertThat(monitor.failed(failure, at(second))).isEmpty();
    }
  }

  private static long at(int second) {
    return START + Duration.ofSeconds(second).toNanos();
  }

  private static SSLHandshakeException untrusted() {
    var failure = new SSLHandshakeException("PKIX path validation failed");
    failure.initCause(
        new CertificateException(new CertPathValidatorException("signature check failed")));
    return failure;
  }
}
