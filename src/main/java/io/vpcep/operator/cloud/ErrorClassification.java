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

  /** The same with what is said where neither the code nor the status says more. */
  ErrorClassification orDefaultHint(ApiCall call) {
    return hint.isEmpty() ? new ErrorClassification(reason, defaultHint(call)) : this;
  }

  /** The hint as a sentence, and what the cloud said. */
  String message(String errorText) {
    boolean isClosed = errorText.endsWith(".") || errorText.endsWith("…");
    String cloud = "Cloud: " + errorText + (isClosed ? "" : ".");
    return hint.isEmpty()
        ? cloud
        : Character.toUpperCase(hint.charAt(0)) + hint.substring(1) + ". " + cloud;
  }

  private String defaultHint(ApiCall call) {
    var api = call.api();
    return switch (reason) {
      case FORBIDDEN -> forbidden(call.action());
      case THROTTLED -> name(api) + " rejected the call because of too many requests";
      case CLOUD_UNAVAILABLE -> name(api) + " is unavailable or busy";
      case PROJECT_NOT_FOUND ->
          "the project does not exist, or the user is not allowed to use it; check spec.region and"
              + " spec.projectID";
      case SOURCE_NOT_FOUND -> "check the ID, region and project";
      default -> "";
    };
  }

  private static String forbidden(String action) {
    return action.isEmpty()
        ? ""
        : "permission denied by the cloud: grant " + action + " (docs/permissions.md)";
  }

  private static String name(Api api) {
    return api.equals(Api.IAM) ? "the identity service (IAM)" : "the " + api.phrase();
  }
}
