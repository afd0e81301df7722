package io.vpcep.operator.cloud;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import okhttp3.Response;

/**
 * Why the cloud did not authenticate a request, as far as the gateway's message or the date of the
 * response tell. The messages are those of Huawei Cloud's API Request Signing Guide.
 *
 * @param error what the response says
 * @param response whose date counts
 * @param clock what the date is compared with
 */
record AuthFailureHint(ErrorBody error, Response response, Clock clock) {

  /** The gateway refuses a signature whose date is further off. */
  private static final Duration MAX_SKEW = Duration.ofMinutes(15);

  /** A hint how to fix it, without any time; empty where nothing is known. */
  String hint() {
    var said = error.message().toLowerCase(Locale.ROOT);
    if (said.contains("signature expired") || (isSigned() && isSkewed())) {
      return "the operator's clock differs from the cloud's by more than 15 minutes";
    }
    if (said.contains("failed to reach the limit")) {
      return "the cloud has locked the access key for some minutes after wrong signatures";
    }
    return said.contains("ak not exist") ? "the access key does not exist or was deleted" : "";
  }

  /** The request as it was sent may have more headers than the one that was made. */
  private boolean isSigned() {
    Response sent = response.networkResponse();
    return (sent == null ? response : sent).request().header("X-Sdk-Date") != null;
  }

  private boolean isSkewed() {
    Instant theirs = response.headers().getInstant("Date");
    return theirs != null
        && Duration.between(theirs, clock.instant()).abs().compareTo(MAX_SKEW) > 0;
  }
}
