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
            Reason.SOURCE_NOT_FOUND, "\"%s\" is not a valid ID.".formatted(segment));
      }
      url.addPathSegment(segment);
    }
    return url;
  }

  /**
   * Host and, unless it is the scheme's own, port: as the HTTP library will write the header {@code
   * Host}, which is a part of it that others may not call.
   */
  public static String server(HttpUrl url) {
    String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
    return url.port() == HttpUrl.defaultPort(url.scheme()) ? host : host + ":" + url.port();
  }
}
