package io.vpcep.operator.decision;

import static io.vpcep.operator.api.Condition.SYNCED;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the condition Synced says: whether the source can be read.
 *
 * @param status of the condition
 * @param reason of it
 * @param message of it
 */
record Synced(String status, String reason, String message) {

  static final Synced SUSPENDED =
      new Synced(
          "False",
          "Suspended",
          "Polling is suspended (spec.suspend); the status shows what was last known.");

  static final Synced NOT_OBSERVED =
      new Synced(
          Readiness.NOT_OBSERVED.status(),
          Readiness.NOT_OBSERVED.reason(),
          Readiness.NOT_OBSERVED.message());

  /** Reasons that say nothing about the cloud, and end with their cause. */
  private static final Set<String> NOT_OF_THE_CLOUD =
      Set.of(SUSPENDED.reason, Condition.INTERNAL_ERROR, NOT_OBSERVED.reason);

  /** What an earlier poll led to; what says that there was none if the conditions name none. */
  static Synced last(@Nullable List<Condition> conditions) {
    var before = Condition.find(conditions, SYNCED);
    return before == null || NOT_OF_THE_CLOUD.contains(before.reason())
        ? NOT_OBSERVED
        : new Synced(before.status(), before.reason(), before.message());
  }

  /** After a poll that succeeded. */
  static Synced polled(SourceSpec spec, PollPolicy pollPolicy) {
    var interval = "Polled every " + GoDuration.format(pollPolicy.interval(spec));
    var asked = pollPolicy.asked(spec);
    return new Synced(
        "True",
        "Polled",
        asked.compareTo(pollPolicy.minInterval()) >= 0
            ? interval + "."
            : interval
                + ": spec.pollInterval (%s) is below the operator's polling.minInterval."
                    .formatted(GoDuration.format(asked)));
  }

  /**
   * After a poll that failed. An unavailable cloud fails now in this way and now in that; showing
   * each would be a write at each poll.
   */
  Synced failing(CloudFailure failure) {
    boolean isShownAlready =
        Reason.CLOUD_IN_TROUBLE.contains(failure.reason())
            && Reason.CLOUD_IN_TROUBLE.stream().anyMatch(r -> r.value().equals(reason));
    return isShownAlready ? this : new Synced("False", failure.reason().value(), failure.message());
  }
}
