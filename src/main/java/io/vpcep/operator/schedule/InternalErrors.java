package io.vpcep.operator.schedule;

/** Is notified of what goes wrong in the operator's own code. */
@FunctionalInterface
public interface InternalErrors {

  /**
   * Something was thrown that nobody expected.
   *
   * @param stage where, as one word of a fixed set: {@code account}, {@code cloud}, {@code event},
   *     {@code housekeeping}, {@code metrics}, {@code reconcile}, {@code sweep}, {@code timer}
   */
  void occurred(String stage, Throwable cause);

  /** The same, and throws nothing: the listener may lack the memory that was lacking. */
  default void report(String stage, Throwable cause) {
    try {
      occurred(stage, cause);
    } catch (Throwable e) {
      cause.addSuppressed(e);
    }
  }
}
