package io.vpcep.emulator.http;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts the calls of each caller in windows that follow each other, as the gateway's policies do.
 * Where in time the windows of the real clouds begin is unconfirmed, and so is whether they slide;
 * here they are the multiples of the period since 1970.
 */
public final class Throttle {

  private final InstantSource clock;
  private final Map<String, Integer> calls = new HashMap<>();
  private @Nullable ThrottleRule rule;
  private long window;

  public Throttle(InstantSource clock, @Nullable ThrottleRule rule) {
    this.clock = clock;
    this.rule = rule;
  }

  /** Sets the rule, null for none, and starts to count anew. */
  public synchronized void set(@Nullable ThrottleRule other) {
    rule = other;
    calls.clear();
  }

  /** The rule of today; empty while nobody is throttled. */
  public synchronized Optional<ThrottleRule> rule() {
    return Optional.ofNullable(rule);
  }

  /** Counts a call; what the gateway says when it is one too many. */
  public synchronized Optional<EmulatedResponse> refusal(String caller) {
    ThrottleRule current = rule;
    if (current == null) {
      return Optional.empty();
    }
    long now = Math.floorDiv(clock.millis(), current.period().toMillis());
    if (now != window) {
      window = now;
      calls.clear();
    }
    boolean tooMany = calls.merge(caller, 1, Integer::sum) > current.limit();
    return tooMany ? Optional.of(refused(current)) : Optional.empty();
  }

  private static EmulatedResponse refused(ThrottleRule rule) {
    EmulatedResponse response =
        GatewayError.THROTTLED.responseWithMessage(
            "The throttling threshold has been reached: policy user over ratelimit,"
                + rule.shown());
    return rule.retryAfter() == null
        ? response
        : response.with("Retry-After", String.valueOf(rule.retryAfter().toSeconds()));
  }
}
