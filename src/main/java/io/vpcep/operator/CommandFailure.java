package io.vpcep.operator;

import org.jspecify.annotations.Nullable;

/** Why {@code list} or {@code export} fails: the only line that its user sees. */
enum CommandFailure {
  /** There is no such account, or the cluster is another one. */
  ACCOUNT_NOT_FOUND(
      "CloudAccount %s does not exist in namespace %s: check --account and the cluster of"
          + " KUBECONFIG"),
  /** The API server does not hand something out. */
  NOT_READ("cannot read %s: %s (docs/permissions.md lists the permissions)"),
  /** The API server does not respond. */
  API_SERVER("cannot reach the API server %s: %s"),
  /** The account cannot be used. */
  ACCOUNT_NOT_READY("CloudAccount %s is not ready (%s): %s"),
  /** The cloud does not hand the list out. */
  NOT_LISTED("cannot read the list (%s): %s"),
  /** All of it takes too long. */
  TIMEOUT(
      "timed out after %s: check the connection to the API server and to the cloud, or use a longer"
          + " --timeout"),
  /** Nobody takes what is printed. */
  OUTPUT("cannot write to standard output"),
  /** A fault of our own. */
  OTHER("unexpected error: %s");

  private final String message;

  CommandFailure(String message) {
    this.message = message;
  }

  /** The line. */
  String message(@Nullable Object... details) {
    return message.formatted(details);
  }

  /** To be thrown. */
  CommandException because(@Nullable Object... details) {
    return new CommandException(message(details), 1);
  }
}
