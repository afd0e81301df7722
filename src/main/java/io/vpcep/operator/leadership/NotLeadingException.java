package io.vpcep.operator.leadership;

/** This replica does not lead any more: whatever it is doing is another one's to do. */
public final class NotLeadingException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Has no stack trace: losing the lease is no fault of the code. */
  public NotLeadingException() {
    super("another replica may lead", null, false, false);
  }
}
