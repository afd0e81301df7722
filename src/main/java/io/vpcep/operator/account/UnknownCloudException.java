package io.vpcep.operator.account;

/**
 * A cloud or a region that is not configured; the message is a sentence that names those which are,
 * and says how to add another.
 */
public final class UnknownCloudException extends Exception {

  private static final long serialVersionUID = 1L;

  public UnknownCloudException(String sentence) {
    super(sentence);
  }
}
