package io.vpcep.operator.schedule;

/** Is notified of what goes wrong in the operator's own code. */
@FunctionalInterface
public interface InternalErrors {

  /**
   * Something was thrown that nobody expected.
   *
   * @param stage where, as one word of a fixed set: {@code timer}, {@code account}, {@code sweep},
   *     {@code reconcile}, {@code cloud}, {@code metrics}
   */
  void occurred(String stage, Throwable cause);
}
