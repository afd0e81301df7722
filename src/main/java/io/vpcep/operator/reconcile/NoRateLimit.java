package io.vpcep.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter;
import io.javaoperatorsdk.operator.processing.event.rate.RateLimiter.RateLimitState;
import java.time.Duration;
import java.util.Optional;

/**
 * Limits nothing. Neither does the framework's own by default, but it keeps a time for each
 * resource.
 */
final class NoRateLimit implements RateLimiter<NoRateLimit.State> {

  /** The same for every resource. */
  enum State implements RateLimitState {
    UNLIMITED
  }

  @Override
  public Optional<Duration> isLimited(RateLimitState state) {
    return Optional.empty();
  }

  @Override
  public State initState() {
    return State.UNLIMITED;
  }
}
