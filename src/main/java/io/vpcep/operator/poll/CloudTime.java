package io.vpcep.operator.poll;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cloud's clock without asking for it: a time that the cloud has written is
 * past there when we read it. From then on both clocks run alike, so that for every moment of ours
 * there is a time that the cloud's clock has reached by then.
 */
final class CloudTime {

  private @Nullable Duration ahead;

  /**
   * A time that the cloud wrote.
   *
   * @param now when it was read, or later, by our clock
   */
  void wrote(Instant time, Instant now) {
    var difference = Duration.between(now, time);
    if (ahead == null || difference.compareTo(ahead) > 0) {
      ahead = difference;
    }
  }

  /** What the cloud's clock shows at least at a moment of ours; {@link Instant#MIN} if unknown. */
  Instant atLeast(Instant ours) {
    return ahead == null ? Instant.MIN : ours.plus(ahead);
  }
}
