package io.vpcep.operator.settings;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vpcep.operator.account.UnknownCloudException;
import io.vpcep.operator.support.MessageList;
import java.util.Map;

/**
 * What the configuration is refused with, and what accounts of clouds say that it does not have.
 */
public final class SettingsMessages {

  private SettingsMessages() {}

  /**
   * Adds them.
   *
   * @param files a file for each documented key that gives it a value of another type
   */
  public static void add(MessageList list, Map<String, String> files) {
    list.section("Configuration: the line after `run: FILE: `; exit code 2");
    files.forEach((key, file) -> add(list, key + " has a value that is not allowed", file));
    add(list, "an unknown key", "pooling: {}");
    add(list, "an unknown key of a section", "polling: {interval: 60s}");
    add(list, "a section that is not a mapping", "http: 8080");
    add(list, "a file that is not a mapping", "[1, 2]");
    add(list, "a file that is not YAML", "http: {port");
    add(list, "a cloud with a wrong name", "clouds: {'my cloud': {}}");
    add(list, "a region with a wrong name", "clouds: {otc: {regions: {EU-1: {}}}}");
    add(list, "a cloud that lacks a URL", "clouds: {own: {iam: 'https://a.example'}}");
    add(list, "a URL with a query", "clouds: {otc: {vpcep: 'https://a.example?b'}}");
    add(
        list,
        "a URL whose owner the tenant could choose",
        "clouds: {otc: {css: 'https://{region}'}}");
    add(list, "a login in the proxy's URL", "http: {proxy: 'http://me:secret@proxy:3128'}");
    add(list, "a lease that is shorter than its deadline", "leaderElection: {leaseDuration: 8s}");
    list.section("CloudAccount: Ready UnknownCloud");
    unknown(list, "the cloud is not configured", "aws", "eu-de");
    unknown(list, "the cloud has no such region", "otc", "eu-dee");
    unknown(list, "the region is not valid in a host name", "own", "eu.de");
  }

  private static void add(MessageList list, String situation, String yaml) {
    var refused = catchThrowableOfType(SettingsException.class, () -> Settings.parse(yaml));
    list.add(situation, requireNonNull(requireNonNull(refused, yaml).getMessage()));
  }

  private static void unknown(MessageList list, String situation, String cloud, String region) {
    var own =
        "clouds: {own: {iam: 'https://a.{region}.example.com', vpcep: 'https://b', css: 'https://c'}}";
    var refused =
        catchThrowableOfType(
            UnknownCloudException.class, () -> Settings.parse(own).clouds().find(cloud, region));
    list.add(situation, requireNonNull(refused.getMessage()));
  }
}
