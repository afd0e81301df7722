package io.vpcep.operator.acceptance;

import static java.util.Objects.requireNonNullElse;

import io.vpcep.operator.api.GoDuration;
import io.vpcep.operator.api.VpcEndpointAcceptancePolicySpec;
import java.time.Duration;

/**
 * How much may be decided at a time.
 *
 * @param acts whether anything may be
 * @param counts whether that is done, and not only said
 * @param most how many decisions are made now, whatever the list allows
 * @param perSweep how many are made on one list
 * @param perHour how many actions are begun within an hour
 * @param minAge how long a connection waits first
 */
record EvaluationLimits(
    boolean acts, boolean counts, int most, int perSweep, int perHour, Duration minAge) {

  private static final int PER_SWEEP = 5;
  private static final int PER_HOUR = 50;

  /**
   * What a policy allows.
   *
   * @param most how many decisions are made now; none: the policy does not act
   */
  static EvaluationLimits of(VpcEndpointAcceptancePolicySpec spec, int most) {
    var limits = spec.limits();
    var minAge = spec.minPendingAge();
    return new EvaluationLimits(
        most > 0,
        spec.enforces(),
        most,
        limits == null ? PER_SWEEP : requireNonNullElse(limits.perSweep(), PER_SWEEP),
        limits == null ? PER_HOUR : requireNonNullElse(limits.perHour(), PER_HOUR),
        minAge == null ? Duration.ZERO : GoDuration.parse(minAge));
  }

  /** The figure that a message about this obstacle names. */
  String figure(WaitReason waiting) {
    return switch (waiting) {
      case PER_SWEEP -> Integer.toString(perSweep);
      case PER_HOUR -> Integer.toString(perHour);
      case CLOUD -> GoDuration.format(PendingEvaluation.PATIENCE);
      case OPEN -> Integer.toString(DecisionLog.MOST_OPEN);
      default -> "";
    };
  }
}
