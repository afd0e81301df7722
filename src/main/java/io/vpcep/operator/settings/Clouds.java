package io.vpcep.operator.settings;

import io.vpcep.operator.account.CloudDirectory;
import io.vpcep.operator.cloud.CloudEndpoints;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** The configured clouds, the built-in ones among them. */
public final class Clouds implements CloudDirectory {

  /** A region becomes a part of a host name: nothing else may be smuggled in. */
  private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final Pattern ANY = Pattern.compile(".*");
  private static final String URL = "an http or https URL, in which {region} is replaced";

  private final SortedMap<String, CloudProfile> profiles;

  private Clouds(Map<String, CloudProfile> profiles) {
    this.profiles = new TreeMap<>(profiles);
  }

  static Clouds read(Section section) throws SettingsException {
    var profiles = new TreeMap<>(CloudProfile.BUILT_IN);
    for (var name : section.keys()) {
      var cloud = section.section(name);
      var base = profiles.getOrDefault(name, new CloudProfile("", "", ""));
      profiles.put(
          name,
          new CloudProfile(
              template(cloud, "iam", base.iam()),
              template(cloud, "vpcep", base.vpcep()),
              template(cloud, "css", base.css())));
      cloud.end();
    }
    return new Clouds(profiles);
  }

  private static String template(Section cloud, String key, String fallback)
      throws SettingsException {
    var text = cloud.text(key, fallback, ANY, URL);
    HttpUrl url = HttpUrl.parse(text.replace(CloudProfile.REGION, "region"));
    if (url == null || url.query() != null || url.fragment() != null || !url.username().isEmpty()) {
      throw cloud.refusedText(key, text, URL);
    }
    return text;
  }

  @Override
  public Optional<CloudEndpoints> find(String cloud, String region) {
    var profile = profiles.get(cloud);
    return profile == null || !REGION.matcher(region).matches()
        ? Optional.empty()
        : Optional.of(profile.in(cloud, region));
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(profiles.keySet());
  }
}
