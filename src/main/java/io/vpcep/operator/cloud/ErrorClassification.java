package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;

/**
 * What an answer other than success means.
 *
 * @param reason what the conditions show, and with it how soon the cloud is asked again
 * @param hint how it is to be mended; empty where the cloud's own sentence says enough
 */
record ErrorClassification(Reason reason, String hint) {

  ErrorClassification(Reason reason) {
    this(reason, "");
  }

  /** The hint, and what the cloud said. */
  String message(String errorText) {
    return hint.isEmpty() ? errorText : hint + ": " + errorText;
  }
}
