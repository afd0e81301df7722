package io.vpcep.operator.cloud;

import java.time.Duration;

/** Is notified of every HTTP call to a cloud. */
@FunctionalInterface
public interface CallListener {

  /**
   * One call has ended.
   *
   * @param cloud the profile's name
   * @param api {@code iam}, {@code vpcep} or {@code css}
   * @param operation for example {@code listConnections}
   * @param code the HTTP status, or {@code none} where no response came
   * @param duration from the start of the call to the end of the response's body
   */
  void called(String cloud, String api, String operation, String code, Duration duration);

  /** A call ended with a fault of the operator itself, which has been logged. */
  default void internalError() {}
}
