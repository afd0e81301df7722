package io.vpcep.operator.account;

/** A Secret that cannot be read at present, which says nothing about what it holds. */
final class UnreadableSecretException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableSecretException(RuntimeException cause) {
    super(cause.toString(), cause);
  }
}
