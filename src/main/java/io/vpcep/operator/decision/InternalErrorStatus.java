package io.vpcep.operator.decision;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What a resource shows when the operator itself fails with it. */
public final class InternalErrorStatus {

  private static final String MESSAGE =
      "Internal error in vpcep-operator, which is retrying: the operator's log has the stack trace.";

  private InternalErrorStatus() {}

  /**
   * The status with one condition replaced, and all else as it was.
   *
   * @param type of the condition that says it
   * @param word the condition's status
   */
  public static <S extends ResourceStatus<S>> S of(
      S status, String type, String word, long generation, Instant now) {
    var previous = status.conditions();
    var failed = new Conditions(previous, generation, now);
    failed.add(type, word, Condition.INTERNAL_ERROR, MESSAGE);
    var others =
        Stream.ofNullable(previous).flatMap(List::stream).filter(c -> !c.type().equals(type));
    return status.withConditions(Stream.concat(others, failed.toList().stream()).toList());
  }
}
