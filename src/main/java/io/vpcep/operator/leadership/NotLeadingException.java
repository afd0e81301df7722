package io.vpcep.operator.leadership;

import java.util.function.BooleanSupplier;

/** This replica does not lead any more: whatever it is doing is another one's to do. */
public final class NotLeadingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private NotLeadingException() {
    super("another replica may lead", null, false, false);
  }

  /**
   * Does nothing while this replica leads.
   *
   * @throws NotLeadingException if it does not
   */
  public static void check(BooleanSupplier leads) {
    if (!leads.getAsBoolean()) {
      throw new NotLeadingException();
    }
  }
}
