package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The error codes that say more than the HTTP status they come with, because the services use the
 * statuses freely: too many requests may be a 400, and so may an internal error. From the error
 * tables of Open Telekom Cloud's VPCEP, CSS, IAM and API Gateway references and of Huawei Cloud's
 * API Request Signing Guide. A code that is not named here is judged by its status.
 */
enum KnownError {
  TOO_MANY_CALLS(Reason.THROTTLED, "", "EndPoint.0022", "APIG.0308", "IAM.0012"),

  CLOUD_IN_TROUBLE(
      Reason.CLOUD_UNAVAILABLE,
      "",
      "EndPoint.0001",
      "EndPoint.0013",
      "CSS.0005",
      "CSS.0007",
      "CSS.0036",
      "CSS.9999",
      "IAM.0006",
      "APIG.0202",
      "APIG.0203",
      "APIG.0601",
      "APIG.0613"),

  /** "Contact technical support", say the documents: what the service itself asks others for. */
  CLOUD_CANNOT_LOOK_UP(
      Reason.CLOUD_UNAVAILABLE,
      "the service could not get what it needs from other services of the cloud",
      "EndPoint.1008",
      "EndPoint.2021",
      "EndPoint.4001",
      "EndPoint.4005",
      "EndPoint.4009"),

  /** "Try again later", or when the state is another. */
  BUSY(
      Reason.CLOUD_UNAVAILABLE,
      "the present state of the service or cluster does not allow it",
      "EndPoint.2004",
      "EndPoint.2018",
      "EndPoint.2019",
      "EndPoint.2051",
      "CSS.0011",
      "CSS.0012",
      "CSS.0029",
      "CSS.0077",
      "CSS.5090",
      "CSS.5140"),

  NOT_AUTHENTICATED(
      Reason.UNAUTHORIZED,
      "",
      "EndPoint.0003",
      "APIG.0301",
      "APIG.0303",
      "APIG.0305",
      "APIG.0307",
      "IAM.0001",
      "IAM.0062",
      "IAM.0063",
      "IAM.0064",
      "IAM.0066",
      "IAM.0067"),

  USER_LOCKED(
      Reason.UNAUTHORIZED, "the cloud has locked the user because of wrong passwords", "IAM.0061"),

  /** A 403, but about who asks and not about what is asked for. */
  USER_DISABLED(
      Reason.UNAUTHORIZED,
      "the user is disabled or may not use the APIs",
      "IAM.0080",
      "IAM.0081",
      "IAM.0082"),

  NOT_ALLOWED(
      Reason.FORBIDDEN,
      "",
      "EndPoint.0004",
      "EndPoint.2012",
      "CSS.0010",
      "CSS.0051",
      "IAM.0002",
      "IAM.0003",
      "APIG.0302",
      "APIG.0306"),

  /** "The remote address does not match"; that it is the caller's is a guess. */
  ADDRESS_NOT_ALLOWED(
      Reason.FORBIDDEN,
      "the user may not call from the operator's network address",
      "EndPoint.0009"),

  REGION_NOT_ALLOWED(Reason.FORBIDDEN, "the user may not use this region", "IAM.0083", "APIG.0802"),

  ROLE_MISSING(
      Reason.FORBIDDEN, "give the user the role VPC Endpoint Administrator too", "CSS.5313"),

  FROZEN(
      Reason.FORBIDDEN,
      "the account or the cluster is frozen, usually for an unpaid bill",
      "EndPoint.2015",
      "CSS.0021",
      "CSS.5301"),

  PERHAPS_FROZEN(
      Reason.FORBIDDEN, "the account is frozen or the user lacks the right to it", "CSS.5045"),

  NO_SUCH_SOURCE(
      Reason.SOURCE_NOT_FOUND,
      "",
      "EndPoint.0005",
      "EndPoint.2003",
      "EndPoint.3062",
      "CSS.0002",
      "CSS.0016",
      "CSS.0022",
      "CSS.0028",
      "CSS.0047",
      "CSS.1103",
      "CSS.3027"),

  /** A 403; other clients take it for "missing". */
  NO_SUCH_CLUSTER_OR_NO_RIGHT(
      Reason.SOURCE_NOT_FOUND, "there is no such cluster, or the user may not see it", "CSS.0015"),

  NO_ENDPOINT_SERVICE(
      Reason.SOURCE_NOT_FOUND,
      "the VPC endpoint service of the cluster is not enabled",
      "CSS.5182"),

  NO_SUCH_PROJECT(Reason.PROJECT_NOT_FOUND, "", "EndPoint.0014", "IAM.0004", "APIG.0310"),

  NO_SUCH_API(Reason.INVALID_RESPONSE, "check the endpoint URL of cloud %s", "APIG.0101");

  private static final Map<String, KnownError> BY_CODE =
      Arrays.stream(values())
          .flatMap(error -> error.codes.stream().map(code -> Map.entry(comparable(code), error)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final Reason reason;
  private final String hint;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> codes;

  /**
   * @param hint how it is to be mended, where the cloud's own sentence does not say so; {@code %s}
   *     is the cloud's name
   * @param codes as the documents spell them; those of the gateway {@code APIG}
   */
  KnownError(Reason reason, String hint, String... codes) {
    this.reason = reason;
    this.hint = hint;
    this.codes = List.of(codes);
  }

  /** The error with this code, however the cloud spells it; null for one that is not known. */
  static @Nullable KnownError of(String code) {
    return BY_CODE.get(comparable(code));
  }

  /**
   * A code as it is compared: upper case, because {@code EndPoint} and {@code Endpoint} both occur,
   * and the gateway always {@code APIG}, because it calls itself {@code APIGW} too.
   */
  static String comparable(String code) {
    return code.toUpperCase(Locale.ROOT).replaceFirst("^APIGW\\.", "APIG.");
  }

  List<String> codes() {
    return codes;
  }

  ErrorClassification verdict(String cloud) {
    return new ErrorClassification(reason, hint.formatted(cloud));
  }
}
