package io.vpcep.operator.cloud;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How we speak HTTP to every cloud.
 *
 * @param version the operator's own version, sent to the cloud as User-Agent
 * @param connectTimeout how long a connection may take, more than zero
 * @param readTimeout how long the cloud may be silent, more than zero
 * @param maxResponseBytes the largest response that is read, counted after decompression, at least
 *     1
 * @param proxy on the way to clouds; null for what the JVM's properties say, which usually is none
 * @param caBundle PEM file of authorities that are trusted besides the JVM's own
 */
public record HttpSettings(
    String version,
    Duration connectTimeout,
    Duration readTimeout,
    long maxResponseBytes,
    @Nullable HttpProxy proxy,
    @Nullable Path caBundle) {

  /**
   * The bundle, if it can be read and holds certificates.
   *
   * @throws IllegalArgumentException if not
   */
  public static Path checkedBundle(Path bundle) {
    TrustedAuthorities.read(bundle);
    return bundle;
  }

  /** How long a call may take until its response is complete, however steadily bytes trickle in. */
  public Duration wholeAnswerTimeout() {
    return connectTimeout.plus(readTimeout);
  }
}
