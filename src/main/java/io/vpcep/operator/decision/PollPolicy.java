package io.vpcep.operator.decision;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.SourceSpec;
import java.time.Duration;

/**
 * The operator-wide times that decisions depend on.
 *
 * @param defaultInterval how often a resource without an interval of its own is polled
 * @param activeInterval the same while a connection that it watches is in a state that is expected
 *     to change soon; no longer than the default
 * @param minInterval the shortest interval; shorter ones are raised to it
 * @param staleAfter how long nothing may be read before an observation is stale
 */
public record PollPolicy(
    Duration defaultInterval, Duration activeInterval, Duration minInterval, Duration staleAfter) {

  private static final Duration DEFAULT_PENDING_TIMEOUT = Duration.ofMinutes(30);

  /** How often the resource is polled. */
  public Duration interval(SourceSpec spec) {
    var asked = asked(spec);
    return asked.compareTo(minInterval) < 0 ? minInterval : asked;
  }

  /** How often the resource is polled while a connection that it watches is expected to change. */
  public Duration activeInterval(SourceSpec spec) {
    return spec.pollInterval() == null ? activeInterval : interval(spec);
  }

  /** The interval as the resource asks for it. */
  Duration asked(SourceSpec spec) {
    return spec.pollInterval() == null ? defaultInterval : GoDuration.parse(spec.pollInterval());
  }

  /** Two intervals of the resource, as long as the rate limit makes them. */
  public Duration twoIntervals(SourceSpec spec, double stretch) {
    return Duration.ofMillis((long) (interval(spec).toMillis() * 2 * stretch));
  }

  /** How long the connection may wait for acceptance; zero: for ever. */
  static Duration pendingTimeout(SourceSpec spec) {
    return spec.pendingAcceptanceTimeout() == null
        ? DEFAULT_PENDING_TIMEOUT
        : GoDuration.parse(spec.pendingAcceptanceTimeout());
  }

  /**
   * How old an observation of the resource may become while the cloud cannot be read. Never under
   * two intervals, as long as the rate limit makes them, or else a single failed poll of a rarely
   * polled resource would make it stale; and a little longer for some resources than for others, so
   * that an outage does not make all of them be written at once.
   */
  Duration staleAfter(SourceSpec spec, String uid, double stretch) {
    var twice = twoIntervals(spec, stretch);
    var base = twice.compareTo(staleAfter) > 0 ? twice : staleAfter;
    var spread = Math.min(base.toMillis() / 10, 30_000);
    return base.plusMillis(Math.floorMod(uid.hashCode(), spread + 1));
  }
}
