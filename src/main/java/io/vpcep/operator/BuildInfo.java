package io.vpcep.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built.
 *
 * @param version of the product
 * @param revision the commit, abbreviated; {@code unknown} outside of a repository
 */
record BuildInfo(String version, String revision) {

  static BuildInfo load() {
    var properties = new Properties();
    try (var file = BuildInfo.class.getResourceAsStream("build.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var revision = properties.getProperty("revision", "");
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        revision.isEmpty() || revision.startsWith("$") ? "unknown" : revision);
  }
}
