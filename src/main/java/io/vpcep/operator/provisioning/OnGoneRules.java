package io.vpcep.operator.provisioning;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.ConnectionsSpec;
import io.vpcep.operator.api.ConnectionsSpec.OnGonePolicy;
import io.vpcep.operator.api.GoDuration;
import java.time.Duration;

/**
 * What happens to resources whose connections are gone.
 *
 * @param deletes whether they are deleted at all
 * @param after how long a connection has to be gone
 * @param maxPercent of the resources that may be gone at once
 */
record OnGoneRules(boolean deletes, Duration after, int maxPercent) {

  private static final Duration DEFAULT_AFTER = Duration.ofHours(24);
  private static final int DEFAULT_MAX_PERCENT = 20;
  private static final int PERCENT = 100;

  static OnGoneRules of(ConnectionsSpec spec) {
    var onGone = spec.onGone();
    return onGone == null
        ? new OnGoneRules(true, DEFAULT_AFTER, DEFAULT_MAX_PERCENT)
        : new OnGoneRules(
            onGone.policy() != OnGonePolicy.Keep,
            onGone.after() == null ? DEFAULT_AFTER : GoDuration.parse(onGone.after()),
            requireNonNullElse(onGone.maxPercent(), DEFAULT_MAX_PERCENT));
  }

  /** Whether deletion is blocked because more than maxPercent, rounded up, are gone. */
  boolean blocks(int gone, int made) {
    return gone > (made * maxPercent + PERCENT - 1) / PERCENT;
  }
}
