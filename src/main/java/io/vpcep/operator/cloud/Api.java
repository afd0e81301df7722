package io.vpcep.operator.cloud;

import java.util.Locale;

/**
 * A service of a cloud that we call. Which there are, besides IAM, the kinds of sources say.
 *
 * @param label the word for metrics and for settings, and the first part of the usual host names
 * @param listAction what the user has to be granted for listing; empty if there is no such action
 * @param updateAction what the user has to be granted for changing what is listed; empty if there
 *     is no such action
 */
public record Api(String label, String listAction, String updateAction) {

  /** Identity: tokens and projects. */
  public static final Api IAM = new Api("iam", "", "");

  /** The API in a sentence, for example "VPCEP API". */
  public String phrase() {
    return label.toUpperCase(Locale.ROOT) + " API";
  }
}
