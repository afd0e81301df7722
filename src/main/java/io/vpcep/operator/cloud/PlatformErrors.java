package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;

/**
 * The codes of what every call passes or needs: the gateway and IAM. From the error tables of Open
 * Telekom Cloud's IAM and API Gateway references and of Huawei Cloud's API Request Signing Guide.
 */
final class PlatformErrors {

  static final ErrorCodes CODES =
      ErrorCodes.NONE
          .with(Reason.THROTTLED, "APIG.0308", "IAM.0012")
          .with(
              Reason.CLOUD_UNAVAILABLE,
              "IAM.0006",
              "APIG.0202",
              "APIG.0203",
              "APIG.0601",
              "APIG.0613")
          .with(
              Reason.UNAUTHORIZED,
              "APIG.0301",
              "APIG.0303",
              "APIG.0305",
              "APIG.0307",
              "IAM.0001",
              "IAM.0062",
              "IAM.0063",
              "IAM.0064",
              "IAM.0066",
              "IAM.0067")
          .withHint(
              Reason.UNAUTHORIZED,
              "the cloud has locked the user because of wrong passwords",
              "IAM.0061")
          // A 403, but about who asks and not about what is asked for.
          .withHint(
              Reason.UNAUTHORIZED,
              "the user is disabled or is not allowed to use the APIs",
              "IAM.0080",
              "IAM.0081",
              "IAM.0082")
          .with(Reason.FORBIDDEN, "IAM.0002", "IAM.0003", "APIG.0302", "APIG.0306")
          .withHint(
              Reason.FORBIDDEN,
              "the user is not allowed to use this region",
              "IAM.0083",
              "APIG.0802")
          .with(Reason.PROJECT_NOT_FOUND, "IAM.0004", "APIG.0310")
          .withHint(Reason.INVALID_RESPONSE, "check the endpoint URL of cloud %s", "APIG.0101");

  private PlatformErrors() {}
}
