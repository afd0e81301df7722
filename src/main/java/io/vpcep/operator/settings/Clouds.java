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
  private static final String URL =
      "an http or https URL without user, query and fragment; {region} stands for the region";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

  private final SortedMap<String, CloudProfile> profiles;

  private Clouds(Map<String, CloudProfile> profiles) {
    this.profiles = new TreeMap<>(profiles);
  }

  static Clouds read(Section section) throws SettingsException {
    var profiles = new TreeMap<>(CloudProfile.BUILT_IN);
    for (var name : section.keys()) {
      section.checkKey(name, NAME, "1 to 63 letters, digits, dots, dashes and underscores");
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
    var filled = text.replace(CloudProfile.REGION, "region");
    var url = HttpUrl.parse(filled);
    if (url == null || !isPlain(url) || filled.contains("{") || filled.contains("}")) {
      throw cloud.refusedText(key, text, URL);
    }
    return text;
  }

  private static boolean isPlain(HttpUrl url) {
    return url.query() == null
        && url.fragment() == null
        && url.username().isEmpty()
        && url.password().isEmpty();
  }

  @Override
  public Optional<CloudEndpoints> find(String cloud, String region) {
    var profile = profiles.get(cloud);
    return profile == null || !REGION.matcher(region).matches()
        ? Optional.empty()
        : profile.in(cloud, region);
  }

  @Override
  public SortedSet<String> names() {
    return new TreeSet<>(profiles.keySet());
  }
}
