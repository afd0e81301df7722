package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an answer other than success means. The one place that knows the clouds' error codes, from
 * the error tables of Open Telekom Cloud's VPCEP, CSS, IAM and API Gateway references; a code says
 * more than a status, because the services use the statuses freely.
 */
final class FailureRules {

  private static final Set<String> THROTTLED = Set.of("ENDPOINT.0022", "APIG.0308", "IAM.0012");

  private static final Set<String> UNAUTHORIZED =
      Set.of(
          "ENDPOINT.0003",
          "APIG.0301",
          "APIG.0303",
          "APIG.0305",
          "APIG.0307",
          "IAM.0001",
          "IAM.0061",
          "IAM.0062",
          "IAM.0063",
          "IAM.0064",
          "IAM.0066",
          "IAM.0067");

  private static final Set<Integer> PASSING_STATUSES = Set.of(408, 409, 412, 423, 425);
  private static final Set<String> PASSING = Set.of("CSS.0011", "ENDPOINT.0001", "ENDPOINT.0013");

  private static final String NOT_ENABLED = "CSS.5182";

  /** CSS.0015 comes with a 403 that also means "no access"; other clients take it for "missing". */
  private static final Set<String> SOURCE_NOT_FOUND =
      Set.of(
          "ENDPOINT.0005",
          "ENDPOINT.2003",
          "ENDPOINT.3062",
          "CSS.0015",
          "CSS.0047",
          "CSS.0002",
          "CSS.0016",
          "CSS.0022",
          "CSS.0028",
          "CSS.1103",
          "CSS.3027",
          NOT_ENABLED);

  private static final Set<String> PROJECT_NOT_FOUND = Set.of("IAM.0004", "APIG.0310");

  private final ApiCall call;
  private final int status;
  private final ErrorBody error;
  private final String code;
  private final String explanation;

  private FailureRules(ApiCall call, int status, ErrorBody error) {
    this.call = call;
    this.status = status;
    this.error = error;
    this.code = error.comparable();
    this.explanation = Explanation.of(call, status, error);
  }

  /** The failure that an answer stands for; only what passes by itself keeps its retry-after. */
  static CloudFailure failure(
      ApiCall call, int status, ErrorBody error, @Nullable Duration retryAfter) {
    CloudFailure failure = new FailureRules(call, status, error).judge();
    return failure.reason().passesByItself()
        ? new CloudFailure(failure.reason(), failure.message(), retryAfter)
        : failure;
  }

  private CloudFailure judge() {
    if (status >= 300 && status < 400) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE,
          "answered with a redirect (%d), which is not followed; %s"
              .formatted(status, checkTheUrl()));
    }
    if (status == 429 || THROTTLED.contains(code)) {
      return new CloudFailure(Reason.THROTTLED, explanation);
    }
    if (status == 401 || UNAUTHORIZED.contains(code)) {
      return new CloudFailure(Reason.UNAUTHORIZED, explanation + clockHint());
    }
    if (status >= 500 || PASSING_STATUSES.contains(status) || PASSING.contains(code)) {
      return new CloudFailure(Reason.CLOUD_UNAVAILABLE, explanation);
    }
    if (status < 300) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE,
          "%s, where %d was expected".formatted(explanation, call.expectedStatus()));
    }
    if (isUnknownUrl()) {
      return new CloudFailure(
          Reason.INVALID_RESPONSE, "%s: %s".formatted(checkTheUrl(), explanation));
    }
    return call.api() == Api.IAM ? refusedLogin() : refusedList();
  }

  private CloudFailure refusedList() {
    if (code.equals(NOT_ENABLED)) {
      return new CloudFailure(
          Reason.SOURCE_NOT_FOUND,
          "the VPC endpoint service of the cluster is not enabled: " + explanation);
    }
    if (status == 404 || SOURCE_NOT_FOUND.contains(code)) {
      return new CloudFailure(Reason.SOURCE_NOT_FOUND, explanation);
    }
    return refused();
  }

  private CloudFailure refusedLogin() {
    if (PROJECT_NOT_FOUND.contains(code) || isAboutTheProject()) {
      return new CloudFailure(Reason.PROJECT_NOT_FOUND, explanation);
    }
    return refused();
  }

  private CloudFailure refused() {
    return status == 403
        ? new CloudFailure(Reason.FORBIDDEN, explanation)
        : new CloudFailure(
            Reason.INVALID_RESPONSE, "the cloud refused the request: " + explanation);
  }

  /**
   * IAM's documents name no code for a project that is missing or may not be used, so its sentence
   * has to do. A wrong user, password or domain is a 401 and never comes here.
   */
  private boolean isAboutTheProject() {
    return Set.of(400, 403, 404).contains(status)
        && error.message().toLowerCase(Locale.ROOT).contains("project");
  }

  /** A 404 of the gateway is about the URL; a login names nothing but the project in its body. */
  private boolean isUnknownUrl() {
    boolean ofTheGateway = code.equals("APIG.0101") || (status == 404 && code.startsWith("APIG."));
    boolean ofTheLogin = call.api() == Api.IAM && status == 404 && error.equals(ErrorBody.NONE);
    return ofTheGateway || ofTheLogin;
  }

  private String checkTheUrl() {
    return "check the endpoint URL of cloud " + call.cloud();
  }

  private String clockHint() {
    String message = error.message().toLowerCase(Locale.ROOT);
    return message.contains("signature") && message.contains("expire")
        ? " (a signature holds for 15 minutes: is the operator's clock right?)"
        : "";
  }
}
