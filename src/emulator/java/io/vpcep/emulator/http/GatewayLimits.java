package io.vpcep.emulator.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How large a request may be: 12 MB of body, 32 KB of URI, 32 KB in one header and 128 KB in all
 * headers (error codes of Open Telekom Cloud's API Gateway, API Request Signing Guide of Huawei
 * Cloud). What of a header counts, here name and value, is unconfirmed, and so is that KB means
 * 1,024 bytes.
 */
public final class GatewayLimits {

  private static final int KB = 1024;

  /** The largest body, in bytes. */
  static final int BODY = 12 * KB * KB;

  private static final int URI = 32 * KB;
  private static final int ONE_HEADER = 32 * KB;
  private static final int ALL_HEADERS = 128 * KB;

  private GatewayLimits() {}

  /** What the gateway says to a request that is too large; empty for any other. */
  public static Optional<EmulatedResponse> refusal(EmulatedRequest request) {
    if (request.pathAndQuery().length() > URI) {
      return Optional.of(GatewayError.URI_TOO_LARGE.response());
    }
    if (tooLarge(request.headers())) {
      return Optional.of(GatewayError.HEADERS_TOO_LARGE.response());
    }
    return request.payload().size() > BODY
        ? Optional.of(GatewayError.BODY_TOO_LARGE.response())
        : Optional.empty();
  }

  private static boolean tooLarge(Map<String, List<String>> headers) {
    int all = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      for (String value : header.getValue()) {
        int size = header.getKey().length() + value.length();
        if (size > ONE_HEADER) {
          return true;
        }
        all += size;
      }
    }
    return all > ALL_HEADERS;
  }
}
