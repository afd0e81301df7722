package io.vpcep.operator.cloud;

import java.time.Duration;

/**
 * How we speak HTTP to every cloud.
 *
 * @param version the operator's own version, told to the cloud as User-Agent
 * @param connectTimeout how long a connection may take, more than zero
 * @param readTimeout how long the cloud may be silent, more than zero
 * @param maxResponseBytes the largest answer that is read, counted after decompression, at least 1
 */
public record HttpSettings(
    String version, Duration connectTimeout, Duration readTimeout, long maxResponseBytes) {

  /** 16 MiB: some 40 times a page of 1,000 connections. */
  public static final long DEFAULT_MAX_RESPONSE_BYTES = 16L * 1024 * 1024;

  public HttpSettings {
    requirePositive("connectTimeout", connectTimeout);
    requirePositive("readTimeout", readTimeout);
    if (maxResponseBytes < 1) {
      throw new IllegalArgumentException("maxResponseBytes must be at least 1");
    }
  }

  /** How long a call may take until its answer is whole, however steadily bytes trickle in. */
  public Duration wholeAnswerTimeout() {
    return connectTimeout.plus(readTimeout);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(name + " must be more than zero");
    }
  }
}
