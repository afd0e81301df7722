package io.vpcep.operator.documentation;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.TreeMap;

/** The keys of the configuration that docs/configuration.md documents. */
public final class Configuration {

  private Configuration() {}

  /** A file for each key but {@code clouds} that gives it a mapping, which no key allows. */
  public static Map<String, String> wrongFiles() {
    return ConfigurationPageTest.values()
        .collect(
            toMap(
                ConfigurationPageTest.Key::path, key -> key.with("{}"), (a, b) -> a, TreeMap::new));
  }
}
