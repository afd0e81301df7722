package io.vpcep.operator.cloud;

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

  /**
   * The base URL of a service.
   *
   * @throws IllegalArgumentException for a service without one
   */
  public HttpUrl url(Api api) {
    HttpUrl url = urls.get(api);
    if (url == null) {
      throw new IllegalArgumentException("cloud " + cloud + " has no URL of the " + api.phrase());
    }
    return url;
  }

  /** The base URL of the identity service. */
  public HttpUrl iam() {
    return url(Api.IAM);
  }
}
