package io.vpcep.operator.bench;

import java.util.OptionalDouble;

/**
 * A figure with a goal.
 *
 * @param name its name in the report
 * @param value empty if it was not measured in this run
 * @param goal the most that it should be
 * @param from what it was computed from
 */
record Measurement(String name, OptionalDouble value, double goal, String from) {

  /** Whether the goal is met; false if nothing was measured. */
  boolean ok() {
    return value.isPresent() && value.getAsDouble() <= goal;
  }
}
