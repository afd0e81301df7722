package io.vpcep.operator.cloud;

import io.vpcep.operator.connection.CloudFailure.Reason;
import okhttp3.HttpUrl;

/** Builds the URLs of the APIs. */
public final class ApiUrl {

  private ApiUrl() {}

  /**
   * Adds path segments to a base URL, each encoded so that it stays one segment.
   *
   * @throws CloudException for an empty segment and for {@code .} and {@code ..}, which no encoding
   *     keeps from changing the path
   */
  public static HttpUrl.Builder of(HttpUrl base, String... segments) throws CloudException {
    HttpUrl.Builder url = base.newBuilder();
    for (String segment : segments) {
      if (segment.isEmpty() || segment.matches("(\\.|%2[eE]){1,2}")) {
        throw new CloudException(
            Reason.SOURCE_NOT_FOUND, "\"" + segment + "\" cannot be an ID in a URL");
      }
      url.addPathSegment(segment);
    }
    return url;
  }
}
