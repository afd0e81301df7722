package io.vpcep.operator.reconcile;

/** This replica does not lead any more: whatever it is doing is another one's to do. */
final class NotLeadingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotLeadingException() {
    super("another replica may lead", null, false, false);
  }
}
