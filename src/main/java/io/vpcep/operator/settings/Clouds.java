package io.vpcep.operator.settings;

import io.vpcep.operator.account.EndpointResolver;
import io.vpcep.operator.account.UnknownCloudException;
import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudEndpoints;
import io.vpcep.operator.source.SourceTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The configured clouds, the built-in ones among them. */
public final class Clouds implements EndpointResolver {

  /** The services of which every cloud has a URL. */
  static final List<Api> APIS = SourceTypes.SUPPORTED.apis();

  /** A region becomes a part of a host name: nothing else may be smuggled in. */
  private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final String REGIONS = "1 to 63 lower-case letters, digits and dashes";
  private static final String URL =
      "an http or https URL without user information, query or fragment; {region} stands for the region";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private static final String NAMES = "1 to 63 letters, digits, dots, dashes and underscores";

  private final SortedMap<String, CloudProfile> profiles;

  private Clouds(Map<String, CloudProfile> profiles) {
    this.profiles = new TreeMap<>(profiles);
  }

  static Clouds read(Section section) throws SettingsException {
    var profiles = new TreeMap<>(BuiltInClouds.byName());
    for (var name : section.names(NAME, NAMES)) {
      var known = profiles.getOrDefault(name, CloudProfile.BLANK);
      profiles.put(
          name,
          section.section(name, cloud -> complete(cloud, known.overriddenBy(profile(cloud)))));
    }
    return new Clouds(profiles);
  }

  private static CloudProfile profile(Section cloud) throws SettingsException {
    return new CloudProfile(urls(cloud), cloud.section("regions", Clouds::regions));
  }

  private static SortedMap<String, Map<Api, String>> regions(Section section)
      throws SettingsException {
    var regions = new TreeMap<String, Map<Api, String>>();
    for (var region : section.names(REGION, REGIONS)) {
      regions.put(region, section.section(region, Clouds::urls));
    }
    return regions;
  }

  /** The URLs that are there, each checked. */
  private static Map<Api, String> urls(Section section) throws SettingsException {
    var urls = new HashMap<Api, String>();
    for (var api : APIS) {
      var url = section.optional(api.label(), URL, Clouds::checked);
      if (url != null && !RegionInHost.isSafe(url)) {
        throw section.refused(api.label(), url, RegionInHost.RULE);
      }
      if (url != null) {
        urls.put(api, url);
      }
    }
    return urls;
  }

  private static String checked(String template) {
    var filled = template.replace(CloudProfile.REGION, "region");
    var url = HttpUrl.parse(filled);
    if (url == null || !isPlain(url) || filled.contains("{") || filled.contains("}")) {
      throw new IllegalArgumentException("no URL: " + template);
    }
    return template;
  }

  private static boolean isPlain(HttpUrl url) {
    return url.query() == null
        && url.fragment() == null
        && url.username().isEmpty()
        && url.password().isEmpty();
  }

  private static CloudProfile complete(Section cloud, CloudProfile profile)
      throws SettingsException {
    for (var api : APIS) {
      if (profile.lacks(api)) {
        throw cloud.refused(api.label(), "", URL);
      }
    }
    return profile;
  }

  @Override
  public CloudEndpoints find(String cloud, String region) throws UnknownCloudException {
    var profile = profiles.get(cloud);
    if (profile == null) {
      throw new UnknownCloudException(
          ("Cloud %s is not configured (configured: %s). Correct spec.cloud, or add the cloud to"
                  + " clouds in the operator's configuration.")
              .formatted(cloud, String.join(", ", profiles.keySet())));
    }
    if (!profile.has(region)) {
      throw new UnknownCloudException(
          ("Cloud %s has no region %s (configured: %s). Correct spec.region, or add the region to"
                  + " clouds.%1$s.regions in the operator's configuration.")
              .formatted(cloud, region, String.join(", ", profile.regions().keySet())));
    }
    var endpoints = REGION.matcher(region).matches() ? profile.in(cloud, region) : null;
    if (endpoints == null) {
      throw new UnknownCloudException(
          "Region \"%s\" of cloud %s does not form a valid host name: must be %s."
              .formatted(region, cloud, REGIONS));
    }
    return endpoints;
  }

  /** The names of all configured clouds. */
  SortedSet<String> names() {
    return new TreeSet<>(profiles.keySet());
  }
}
