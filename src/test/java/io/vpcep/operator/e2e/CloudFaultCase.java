package io.vpcep.operator.e2e;

import static io.vpcep.emulator.fault.Target.ofSource;

import io.vpcep.emulator.fault.Fault;
import io.vpcep.emulator.fault.FaultKind;
import io.vpcep.emulator.world.SourceRef;
import java.util.Locale;
import java.util.function.Function;

/** The ways in which a cloud misbehaves, each with what a resource says of it. */
enum CloudFaultCase {
  FORBIDDEN("Forbidden", status(403)),
  MISSING_SERVICE(
      "SourceNotFound",
      status(404, "{\"error_code\":\"EndPoint.0005\",\"error_msg\":\"It does not exist.\"}")),
  MISSING_SERVICE_WITHOUT_AN_EXPLANATION("SourceNotFound", status(404, "")),
  MISSING_CLUSTER(
      "SourceNotFound",
      status(403, "{\"errCode\":\"CSS.0015\",\"externalMessage\":\"CSS.0015 : no access\"}")),
  UNKNOWN_URL("InvalidResponse", status(404)),
  CONFLICT("CloudUnavailable", status(409)),
  PRECONDITION_FAILED("CloudUnavailable", status(412)),
  TOO_MANY_CALLS("Throttled", status(429)),
  TOO_MANY_CALLS_FOR_A_WHILE(
      "Throttled", source -> status(429).apply(source).header("Retry-After", "3")),
  TOO_MANY_CALLS_BY_ANOTHER_NAME(
      "Throttled",
      status(400, "{\"error_code\":\"EndPoint.0022\",\"error_msg\":\"Too many requests.\"}")),
  REFUSED_REQUEST("InvalidResponse", status(400)),
  SERVER_ERROR("CloudUnavailable", status(500)),
  SERVER_ERROR_OF_A_CLUSTER("CloudUnavailable", status(500)),
  BAD_GATEWAY("CloudUnavailable", status(502, "<html><body>502 Bad Gateway</body></html>")),
  OUT_OF_SERVICE("CloudUnavailable", status(503)),
  CLOSED_CONNECTION("CloudUnavailable", kind(FaultKind.RESET)),
  NO_ANSWER("CloudUnavailable", kind(FaultKind.NO_RESPONSE)),
  ONE_BYTE_A_SECOND("CloudUnavailable", kind(FaultKind.SLOW)),
  TRUNCATED_BODY("CloudUnavailable", kind(FaultKind.TRUNCATE)),
  SIGN_IN_PAGE("InvalidResponse", kind(FaultKind.HTML)),
  MALFORMED_JSON("InvalidResponse", kind(FaultKind.MALFORMED_JSON)),
  HUGE_BODY("InvalidResponse", kind(FaultKind.HUGE)),
  REDIRECT("InvalidResponse", kind(FaultKind.REDIRECT));

  private final String reason;

  @SuppressWarnings("ImmutableEnumChecker") // functions of their argument alone
  private final Function<String, Fault> fault;

  CloudFaultCase(String reason, Function<String, Fault> fault) {
    this.reason = reason;
    this.fault = fault;
  }

  /** The name of the resource that runs into it. */
  String resource() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The reason of Synced. */
  String reason() {
    return reason;
  }

  /** Whether somebody has to mend something, and so hears of it at once. */
  boolean isShownAtOnce() {
    return !reason.equals("Throttled") && !reason.equals("CloudUnavailable");
  }

  /** The source that the trouble is with. */
  SourceRef source() {
    return name().contains("CLUSTER")
        ? SourceRef.cluster(resource())
        : SourceRef.service(resource());
  }

  Fault fault() {
    return fault.apply(resource());
  }

  private static Function<String, Fault> status(int status) {
    return source -> Fault.status(status, ofSource(source));
  }

  private static Function<String, Fault> status(int status, String body) {
    return source -> Fault.status(status, ofSource(source)).body(body);
  }

  private static Function<String, Fault> kind(FaultKind kind) {
    return source -> Fault.of(kind, ofSource(source));
  }
}
