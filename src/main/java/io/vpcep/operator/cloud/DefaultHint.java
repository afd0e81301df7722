package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;

/** What a message says before the cloud's own words, where no code or status says more. */
final class DefaultHint {

  private DefaultHint() {}

  /**
   * A sentence without capital letter and full stop; empty where the layer that knows who asked
   * says it.
   */
  static String of(Api api, Reason reason) {
    return switch (reason) {
      case FORBIDDEN -> forbidden(api);
      case THROTTLED -> name(api) + " rejected the call because of too many requests";
      case CLOUD_UNAVAILABLE -> name(api) + " is unavailable or busy";
      case PROJECT_NOT_FOUND ->
          "the project does not exist, or the user may not use it; check spec.region and"
              + " spec.projectID";
      case SOURCE_NOT_FOUND -> "check the ID, region and project";
      default -> "";
    };
  }

  private static String forbidden(Api api) {
    return api.listAction().isEmpty()
        ? ""
        : "permission denied by the cloud: grant " + api.listAction() + " (docs/permissions.md)";
  }

  private static String name(Api api) {
    return api.equals(Api.IAM) ? "the identity service (IAM)" : "the " + api.phrase();
  }
}
