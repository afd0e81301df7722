package io.vpcep.operator.cloud;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How we speak HTTP to every cloud.
 *
 * @param version the operator's own version, told to the cloud as User-Agent
 * @param connectTimeout how long a connection may take, more than zero
 * @param readTimeout how long the cloud may be silent, more than zero
 * @param maxResponseBytes the largest answer that is read, counted after decompression, at least 1
 * @param proxy {@code http://host:port} of an HTTP proxy without login; null for what the JVM's
 *     properties say, which usually is none
 * @param caBundle PEM file of authorities that are trusted besides the JVM's own
 */
public record HttpSettings(
    String version,
    Duration connectTimeout,
    Duration readTimeout,
    long maxResponseBytes,
    @Nullable URI proxy,
    @Nullable Path caBundle) {

  /** 16 MiB: some 40 times a page of 1,000 connections. */
  public static final long DEFAULT_MAX_RESPONSE_BYTES = 16L * 1024 * 1024;

  public HttpSettings {
    require(isPositive(connectTimeout), "connectTimeout must be more than zero");
    require(isPositive(readTimeout), "readTimeout must be more than zero");
    require(maxResponseBytes >= 1, "maxResponseBytes must be at least 1");
    if (proxy != null) {
      checkedProxy(proxy);
    }
  }

  /**
   * The proxy, if it can be used.
   *
   * @throws IllegalArgumentException if not
   */
  public static URI checkedProxy(URI proxy) {
    require(isProxy(proxy), "proxy must be like http://host:port, without a login");
    return proxy;
  }

  /**
   * The bundle, if it can be read and holds certificates.
   *
   * @throws IllegalArgumentException if not
   */
  public static Path checkedBundle(Path bundle) {
    TrustedAuthorities.read(bundle);
    return bundle;
  }

  /** How long a call may take until its answer is whole, however steadily bytes trickle in. */
  public Duration wholeAnswerTimeout() {
    return connectTimeout.plus(readTimeout);
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isZero() && !duration.isNegative();
  }

  private static boolean isProxy(URI proxy) {
    return "http".equals(proxy.getScheme())
        && proxy.getHost() != null
        && proxy.getPort() > 0
        && proxy.getPort() <= 65_535
        && proxy.getQuery() == null
        && proxy.getFragment() == null
        && Set.of("", "/").contains(proxy.getPath())
        && proxy.getUserInfo() == null;
  }

  private static void require(boolean valid, String message) {
    if (!valid) {
      throw new IllegalArgumentException(message);
    }
  }
}
