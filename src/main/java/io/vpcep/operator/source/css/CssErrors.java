package io.vpcep.operator.source.css;

import io.vpcep.operator.cloud.ErrorCodes;
import io.vpcep.operator.connection.CloudFailure.Reason;

/** What CSS's error codes mean, from the error table of Open Telekom Cloud's CSS reference. */
final class CssErrors {

  /** The cluster is there, without a VPC endpoint service. */
  static final String NOT_ENABLED = "CSS.5182";

  static final ErrorCodes CODES =
      ErrorCodes.NONE
          .with(Reason.CLOUD_UNAVAILABLE, "CSS.0005", "CSS.0007", "CSS.0036", "CSS.9999")
          // "Try again later", or when the state is another.
          .withHint(
              Reason.CLOUD_UNAVAILABLE,
              "the current state of the service or cluster does not allow this call",
              "CSS.0011",
              "CSS.0012",
              "CSS.0029",
              "CSS.0077",
              "CSS.5090",
              "CSS.5140")
          .with(Reason.FORBIDDEN, "CSS.0010", "CSS.0051")
          .withHint(
              Reason.FORBIDDEN, "give the user the role VPC Endpoint Administrator too", "CSS.5313")
          .withHint(
              Reason.FORBIDDEN,
              "the account or the cluster is frozen, usually for an unpaid bill",
              "CSS.0021",
              "CSS.5301")
          .withHint(
              Reason.FORBIDDEN,
              "the account is frozen or the user lacks the right to it",
              "CSS.5045")
          .with(
              Reason.SOURCE_NOT_FOUND,
              "CSS.0002",
              "CSS.0016",
              "CSS.0022",
              "CSS.0028",
              "CSS.0047",
              "CSS.1103",
              "CSS.3027")
          // A 403; other clients take it for "missing".
          .withHint(
              Reason.SOURCE_NOT_FOUND,
              "there is no such cluster, or the user is not allowed to see it",
              "CSS.0015")
          .withHint(
              Reason.SOURCE_NOT_FOUND,
              "the VPC endpoint service of the cluster is not enabled",
              CssErrors.NOT_ENABLED);

  private CssErrors() {}
}
