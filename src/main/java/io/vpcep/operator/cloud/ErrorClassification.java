package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;

/**
 * What a response other than success means.
 *
 * @param reason what the conditions show, and with it how soon the call is retried
 * @param hint what happened or how to fix it, a sentence without capital letter and full stop;
 *     empty where the layer that knows who asked for what says so
 */
record ErrorClassification(Reason reason, String hint) {

  ErrorClassification(Reason reason) {
    this(reason, "");
  }

  /** The same with a hint, unless it has one. */
  ErrorClassification orHint(String other) {
    return hint.isEmpty() ? new ErrorClassification(reason, other) : this;
  }

  /** The hint as a sentence, and what the cloud said. */
  String message(String errorText) {
    boolean isClosed = errorText.endsWith(".") || errorText.endsWith("…");
    String cloud = "Cloud: " + errorText + (isClosed ? "" : ".");
    return hint.isEmpty()
        ? cloud
        : Character.toUpperCase(hint.charAt(0)) + hint.substring(1) + ". " + cloud;
  }
}
