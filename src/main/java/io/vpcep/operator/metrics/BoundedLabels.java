package io.vpcep.operator.metrics;

import io.vpcep.operator.connection.ConnectionState;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Values of labels that others choose, such as a cloud: where they would make new series without
 * end, what is not documented is {@code other}.
 */
final class BoundedLabels {

  static final String OTHER = "other";
  static final String NONE = "none";

  /** The parts of the operator that have due work and faults of their own. */
  static final Set<String> STAGES =
      Set.of("account", "cloud", "event", "housekeeping", "metrics", "reconcile", "sweep", "timer");

  private static final Pattern CODE = Pattern.compile("[1-5][0-9]{2}");

  private BoundedLabels() {}

  /** The state of a connection, in the cloud's word. */
  static String state(String word) {
    return ConnectionState.DOCUMENTED.contains(new ConnectionState(word)) ? word : OTHER;
  }

  /** The status of HTTP, or none where no response came. */
  static String code(String code) {
    return code.equals(NONE) || CODE.matcher(code).matches() ? code : OTHER;
  }

  /** The part of the operator. */
  static String stage(String stage) {
    return STAGES.contains(stage) ? stage : OTHER;
  }
}
