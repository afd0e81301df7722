package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import okhttp3.Response;

/**
 * What a response other than success means: by its code where that is one of {@link ErrorCodes},
 * otherwise by its HTTP status. The table for users is docs/errors.md.
 *
 * @param call what was asked
 * @param response without its body
 * @param error what its body says
 * @param clock what times in the response are compared with
 * @param codes the meanings of all codes that are known
 */
record ErrorMapper(
    ApiCall call, Response response, ErrorBody error, Clock clock, ErrorCodes codes) {

  private static final Set<Integer> ABOUT_THE_PROJECT = Set.of(400, 403, 404);

  /** The failure that the response stands for; only transient ones keep their retry-after. */
  CloudFailure failure() {
    var meaning = meaning();
    return new CloudFailure(
        meaning.reason(),
        meaning.message(error.text(call, response.code())),
        meaning.reason().isTransient() ? RetryAfter.of(response.headers(), clock) : null);
  }

  private ErrorClassification meaning() {
    ErrorClassification meaning = byCodeOrStatus();
    if (meaning.reason() == Reason.UNAUTHORIZED && meaning.hint().isEmpty()) {
      return new ErrorClassification(
          Reason.UNAUTHORIZED, new AuthFailureHint(error, response, clock).hint());
    }
    ErrorClassification meant =
        call.api().equals(Api.IAM) ? ofTheAccount(meaning) : ofTheSource(meaning);
    return meant.orDefaultHint(call);
  }

  private ErrorClassification byCodeOrStatus() {
    ErrorClassification byCode = codes.classify(error.code(), call.cloud());
    if (byCode == null || isRedirect()) {
      return byStatus();
    }
    boolean isAboutUs = byCode.reason() == Reason.UNAUTHORIZED || response.code() != 401;
    return isAboutUs || byCode.reason().isTransient() ? byCode : byStatus();
  }

  private ErrorClassification byStatus() {
    int status = response.code();
    if (isRedirect()) {
      return invalid("the response is a redirect, which is not followed; " + checkTheUrl());
    }
    if (status < 300) {
      return invalid(
          "the response has an unexpected status (expected %d)".formatted(call.expectedStatus()));
    }
    if (status >= 500) {
      return new ErrorClassification(Reason.CLOUD_UNAVAILABLE);
    }
    return switch (status) {
      case 401 -> new ErrorClassification(Reason.UNAUTHORIZED);
      case 403 -> new ErrorClassification(Reason.FORBIDDEN);
      case 404 ->
          isUnknownUrl()
              ? invalid(checkTheUrl())
              : new ErrorClassification(Reason.SOURCE_NOT_FOUND);
      case 407 -> invalid("proxy authentication is not supported");
      case 408, 409, 412, 423, 425 -> new ErrorClassification(Reason.CLOUD_UNAVAILABLE);
      case 429 -> new ErrorClassification(Reason.THROTTLED);
      case 431, 494 ->
          invalid("the headers of the request are too large, usually because of a long token");
      default -> refused();
    };
  }

  /** A list names its project in the path, so that a wrong one is a source that is not there. */
  private static ErrorClassification ofTheSource(ErrorClassification meaning) {
    return meaning.reason() == Reason.PROJECT_NOT_FOUND
        ? new ErrorClassification(Reason.SOURCE_NOT_FOUND, "check spec.projectID of the account")
        : meaning;
  }

  /** A login and a project lookup name no source; what they cannot find is the project. */
  private ErrorClassification ofTheAccount(ErrorClassification meaning) {
    return switch (meaning.reason()) {
      case FORBIDDEN, SOURCE_NOT_FOUND, INVALID_RESPONSE ->
          isAboutTheProject()
              ? new ErrorClassification(Reason.PROJECT_NOT_FOUND)
              : ofNoProject(meaning);
      default -> meaning;
    };
  }

  private ErrorClassification ofNoProject(ErrorClassification meaning) {
    boolean isPlainlyForbidden = meaning.reason() == Reason.FORBIDDEN && meaning.hint().isEmpty();
    if (isPlainlyForbidden && call.operation().equals("listProjects")) {
      return new ErrorClassification(
          Reason.PROJECT_NOT_FOUND,
          "the user is not allowed to look up projects; set spec.projectID");
    }
    return meaning.reason() == Reason.SOURCE_NOT_FOUND ? refused() : meaning;
  }

  /**
   * IAM's documents name no code for a project that may not be used, so its sentence has to do. A
   * wrong user, password or domain is a 401 and never comes here.
   */
  private boolean isAboutTheProject() {
    return ABOUT_THE_PROJECT.contains(response.code())
        && error.message().toLowerCase(Locale.ROOT).contains("project");
  }

  /** A 404 of the gateway is about the URL; a login names nothing but the project in its body. */
  private boolean isUnknownUrl() {
    boolean ofTheGateway = ErrorCodes.comparable(error.code()).startsWith("APIG.");
    return ofTheGateway || (call.api().equals(Api.IAM) && error.equals(ErrorBody.NONE));
  }

  private boolean isRedirect() {
    return response.code() >= 300 && response.code() < 400;
  }

  private String checkTheUrl() {
    return "check the endpoint URL of cloud " + call.cloud();
  }

  /** We ask for nothing that the documents do not allow. */
  private static ErrorClassification refused() {
    return invalid("the cloud refused the operator's request");
  }

  private static ErrorClassification invalid(String hint) {
    return new ErrorClassification(Reason.INVALID_RESPONSE, hint);
  }
}
