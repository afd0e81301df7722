package io.vpcep.operator.cloud;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import okhttp3.HttpUrl;

/**
 * Where the services of one cloud are, in one region.
 *
 * @param cloud the profile's name, for metrics
 * @param region the region's name
 * @param urls base URL of each service, without a version
 */
public record CloudEndpoints(String cloud, String region, Map<Api, HttpUrl> urls) {

  public CloudEndpoints {
    urls = Map.copyOf(urls);
  }

  /** The base URL of a service that the cloud has. */
  public HttpUrl url(Api api) {
    return requireNonNull(urls.get(api), () -> "no URL of the " + api.phrase() + " of " + cloud);
  }

  /** The base URL of the identity service. */
  public HttpUrl iam() {
    return url(Api.IAM);
  }
}
