package io.vpcep.emulator.conformance;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name what the suite is run against. */
final class TargetOptions {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  @Option(names = "--against", paramLabel = "URL", description = "Where IAM, VPCEP and CSS are.")
  private @Nullable String against;

  @Option(names = "--iam", paramLabel = "URL", description = "Where IAM is.")
  private @Nullable String iam;

  @Option(names = "--vpcep", paramLabel = "URL", description = "Where VPCEP is.")
  private @Nullable String vpcep;

  @Option(names = "--css", paramLabel = "URL", description = "Where CSS is.")
  private @Nullable String css;

  @Option(names = "--project", paramLabel = "ID", description = "The project.")
  private @Nullable String project;

  @Option(
      names = "--service",
      paramLabel = "ID",
      description = "An endpoint service of the project.")
  private @Nullable String service;

  @Option(
      names = "--cluster",
      paramLabel = "ID",
      description = "A cluster of the project whose endpoint service is enabled.")
  private @Nullable String cluster;

  /**
   * What they name.
   *
   * @param token of the caller, if there is one
   */
  Target target(Optional<String> token) throws BadUsageException {
    Map<String, String> values = new HashMap<>();
    putUrl(values, "iam", iam);
    putUrl(values, "vpcep", vpcep);
    putUrl(values, "css", css);
    if (values.isEmpty()) {
      throw new BadUsageException("no URL: see --against");
    }
    putId(values, "project", project);
    putId(values, "service", service);
    putId(values, "cluster", cluster);
    token.ifPresent(value -> values.put("token", value));
    // No whitelist has a record of it, so that none is removed that was there before.
    values.put("domain", UUID.randomUUID().toString().replace("-", ""));
    return new Target(values);
  }

  private void putUrl(Map<String, String> values, String api, @Nullable String own)
      throws BadUsageException {
    String url = own == null ? against : own;
    if (url == null || url.isEmpty()) {
      return;
    }
    if (!isUrl(url)) {
      throw new BadUsageException(
          "--%s: invalid URL: must be http:// or https:// and a host"
              .formatted(own == null ? "against" : api));
    }
    values.put(api, url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }

  private static boolean isUrl(String text) {
    try {
      URI url = new URI(text);
      return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static void putId(Map<String, String> values, String name, @Nullable String id)
      throws BadUsageException {
    if (id == null || id.isEmpty()) {
      return;
    }
    if (!ID.matcher(id).matches()) {
      throw new BadUsageException(
          "--%s: invalid ID: must be letters, digits, - and _, at most 64".formatted(name));
    }
    values.put(name, id);
  }
}
