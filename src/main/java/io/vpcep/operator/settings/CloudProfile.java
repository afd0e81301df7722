package io.vpcep.operator.settings;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where one cloud's services are. In all URLs {@code {region}} stands for the account's region.
 *
 * @param usual the URLs of most regions; one may be missing where every region has its own
 * @param regions the regions that the cloud has, each with the URLs that are unlike the usual ones;
 *     empty for a cloud that takes any region
 */
record CloudProfile(Map<Api, String> usual, SortedMap<String, Map<Api, String>> regions) {

  static final String REGION = "{region}";

  /** A cloud of which nothing is said yet. */
  static final CloudProfile BLANK = new CloudProfile(Map.of(), new TreeMap<>());

  CloudProfile {
    usual = Map.copyOf(usual);
    regions = Collections.unmodifiableSortedMap(new TreeMap<>(regions));
  }

  /**
   * With what the administrator says. It goes before what is built in: a usual URL also before a
   * region's own, so that who leads an API through a gateway leads all of its regions there.
   */
  CloudProfile overriddenBy(CloudProfile other) {
    var merged = new TreeMap<String, Map<Api, String>>();
    for (var region : regions.keySet()) {
      var own = new HashMap<>(regions.get(region));
      own.keySet().removeAll(other.usual.keySet());
      merged.put(region, own);
    }
    for (var region : other.regions.keySet()) {
      merged.merge(region, other.regions.get(region), CloudProfile::merged);
    }
    return new CloudProfile(merged(usual, other.usual), merged);
  }

  boolean has(String region) {
    return regions.isEmpty() || regions.containsKey(region);
  }

  /** Whether an API has no URL in some region. */
  boolean lacks(Api api) {
    return !usual.containsKey(api)
        && (regions.isEmpty() || regions.values().stream().anyMatch(own -> !own.containsKey(api)));
  }

  /** Null where the region makes no URL: a part of a host name may be too long with it. */
  @Nullable CloudEndpoints in(String cloud, String region) {
    var urls = new HashMap<Api, HttpUrl>();
    for (var api : Clouds.APIS) {
      var url = url(api, region);
      if (url == null) {
        return null;
      }
      urls.put(api, url);
    }
    return new CloudEndpoints(cloud, region, urls);
  }

  private @Nullable HttpUrl url(Api api, String region) {
    var template = regions.getOrDefault(region, Map.of()).getOrDefault(api, usual.get(api));
    return template == null ? null : HttpUrl.parse(template.replace(REGION, region));
  }

  private static Map<Api, String> merged(Map<Api, String> base, Map<Api, String> over) {
    var merged = new HashMap<>(base);
    merged.putAll(over);
    return merged;
  }
}
