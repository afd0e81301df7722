package io.vpcep.operator.source.vpcep;

import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ErrorCodes;
import io.vpcep.operator.connection.ActionRefusal;
import io.vpcep.operator.connection.CloudAction.Verb;
import io.vpcep.operator.connection.CloudFailure.Reason;
import java.util.Map;

/** What VPCEP's error codes mean, from the error table of Open Telekom Cloud's VPCEP reference. */
final class VpcepErrors {

  static final ErrorCodes CODES =
      ErrorCodes.NONE
          .with(Reason.THROTTLED, "EndPoint.0022")
          .with(Reason.CLOUD_UNAVAILABLE, "EndPoint.0001", "EndPoint.0013")
          // "Contact technical support", say the documents.
          .withHint(
              Reason.CLOUD_UNAVAILABLE,
              "the service could not reach another service of the cloud that it depends on",
              "EndPoint.1008",
              "EndPoint.2021",
              "EndPoint.4001",
              "EndPoint.4005",
              "EndPoint.4009")
          // "Try again later", or when the state is another.
          .withHint(
              Reason.CLOUD_UNAVAILABLE,
              "the current state of the service or cluster does not allow this call",
              "EndPoint.2004",
              "EndPoint.2018",
              "EndPoint.2019",
              "EndPoint.2051")
          .with(Reason.UNAUTHORIZED, "EndPoint.0003")
          .with(Reason.FORBIDDEN, "EndPoint.0004")
          .withHint(
              Reason.FORBIDDEN,
              "the endpoint's domain is not allowed to connect to the service; check its whitelist",
              "EndPoint.2012")
          // "The remote address does not match"; that it is the caller's is a guess.
          .withHint(
              Reason.FORBIDDEN,
              "the user is not allowed to call from the operator's network address",
              "EndPoint.0009")
          .withHint(
              Reason.FORBIDDEN,
              "the endpoint or the account is frozen, usually for an unpaid bill",
              "EndPoint.2015")
          .with(Reason.SOURCE_NOT_FOUND, "EndPoint.0005", "EndPoint.2003", "EndPoint.3062")
          .with(Reason.PROJECT_NOT_FOUND, "EndPoint.0014");

  /**
   * The response to an offset beyond the total. The documents require one below the total, while an
   * offset equal to it gets an empty page from Huawei Cloud. The sweep never asks for either on
   * purpose: the list has become shorter since the last page, and there is nothing at the offset.
   */
  static final String OFFSET_REFUSED = "ENDPOINT.0010";

  /** The response to a sort key that the service does not know. */
  static final String SORT_KEY_REFUSED = "ENDPOINT.0017";

  /** Somebody has accepted the endpoint, which is not what was asked for by a reject. */
  private static final String CONNECTED = "ENDPOINT.2014";

  private static final String NOT_FOUND = "ENDPOINT.0005";

  private static final String FAMILY = "ENDPOINT.";

  /** What the response to an action says of it. */
  private static final Map<String, ActionRefusal> REFUSALS =
      Map.ofEntries(
          Map.entry("ENDPOINT.2019", ActionRefusal.IN_TRANSITION),
          Map.entry("ENDPOINT.2006", ActionRefusal.GONE),
          Map.entry("ENDPOINT.2007", ActionRefusal.GONE),
          Map.entry("ENDPOINT.2008", ActionRefusal.GONE),
          Map.entry("ENDPOINT.2013", ActionRefusal.GONE),
          Map.entry("ENDPOINT.2018", ActionRefusal.GONE),
          Map.entry("ENDPOINT.2012", ActionRefusal.NOT_YET),
          Map.entry("ENDPOINT.2015", ActionRefusal.NOT_YET),
          Map.entry("ENDPOINT.2046", ActionRefusal.NOT_YET),
          Map.entry("ENDPOINT.2047", ActionRefusal.NOT_ALLOWED),
          Map.entry("ENDPOINT.2050", ActionRefusal.NOT_YET),
          Map.entry("ENDPOINT.0002", ActionRefusal.MALFORMED),
          Map.entry("ENDPOINT.0007", ActionRefusal.MALFORMED),
          Map.entry("ENDPOINT.2027", ActionRefusal.MALFORMED),
          Map.entry("ENDPOINT.2031", ActionRefusal.MALFORMED));

  private VpcepErrors() {}

  /** A code that is not known says no more than its failure, or is about the one endpoint. */
  static ActionRefusal refusal(CloudException failure, Verb verb) {
    if (failure.hasCode(CONNECTED)) {
      return verb == Verb.ACCEPT ? ActionRefusal.ALREADY_DONE : ActionRefusal.NOT_ALLOWED;
    }
    return REFUSALS.entrySet().stream()
        .filter(entry -> failure.hasCode(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseGet(() -> ofTheFailure(failure));
  }

  /**
   * The service was listed just before: what is not found now is the endpoint, unless the code
   * names the service. What an unknown code refuses, it refuses for this endpoint: one customer's
   * must not stop the others.
   */
  private static ActionRefusal ofTheFailure(CloudException failure) {
    return switch (failure.failure().reason()) {
      case SOURCE_NOT_FOUND ->
          failure.hasCode(NOT_FOUND) || !failure.namesCode()
              ? ActionRefusal.GONE
              : ActionRefusal.NONE;
      case INVALID_RESPONSE ->
          failure.hasCodeOf(FAMILY) ? ActionRefusal.NOT_YET : ActionRefusal.NONE;
      default -> ActionRefusal.NONE;
    };
  }
}
