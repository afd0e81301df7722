package io.vpcep.operator.settings;

import static java.util.Locale.ROOT;

import io.vpcep.operator.api.LabelSelector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Labels of resources that become labels of metrics, named as kube-state-metrics names them, so
 * that a dashboard can join both.
 */
final class MetricLabels {

  /** More would make each series large; routing and severity need two or three. */
  private static final int MOST = 10;

  private static final String ALLOWED =
      "at most "
          + MOST
          + " label keys, such as team, that have different names in metrics (label_team)";

  private static final Pattern INVALID = Pattern.compile("[^a-zA-Z0-9_]");
  private static final Pattern HUMP = Pattern.compile("([a-z0-9])([A-Z])");

  private MetricLabels() {}

  /** The keys of a section, each with its name in metrics, in the order of the file. */
  static Map<String, String> read(Section section) throws SettingsException {
    var names = new LinkedHashMap<String, String>();
    section.list("connectionLabels", ALLOWED, key -> put(key, names));
    return Collections.unmodifiableMap(names);
  }

  private static String put(String key, Map<String, String> names) {
    var name = name(key);
    if (names.size() == MOST || !LabelSelector.isKey(key) || names.containsValue(name)) {
      throw new IllegalArgumentException(key);
    }
    names.put(key, name);
    return key;
  }

  /** What is no letter or digit is an underscore, and words in camel case are separated by one. */
  private static String name(String key) {
    var valid = INVALID.matcher(key).replaceAll("_");
    return "label_" + HUMP.matcher(valid).replaceAll("$1_$2").toLowerCase(ROOT);
  }
}
