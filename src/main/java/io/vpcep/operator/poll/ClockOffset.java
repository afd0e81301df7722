package io.vpcep.operator.poll;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cloud's clock without asking for it: a time that the cloud has written is
 * past there when we read it. From then on both clocks run alike, so that for every moment of ours
 * there is a time that the cloud's clock has reached by then.
 */
final class ClockOffset {

  private @Nullable Instant atOrigin;

  /**
   * A time that the cloud wrote.
   *
   * @param now when it was read, or later, by our clock
   */
  void wrote(Instant time, MonotonicTime now) {
    var then = time.minusNanos(now.nanos());
    if (atOrigin == null || then.isAfter(atOrigin)) {
      atOrigin = then;
    }
  }

  /** What the cloud's clock shows at least at a moment of ours; {@link Instant#MIN} if unknown. */
  Instant atLeast(MonotonicTime ours) {
    return atOrigin == null ? Instant.MIN : atOrigin.plusNanos(ours.nanos());
  }
}
