package io.vpcep.operator.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Prometheus text format, as far as counters need it. */
final class PrometheusText {

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  private PrometheusText() {}

  /**
   * One series.
   *
   * @param labels by name
   * @param value the last one
   */
  record Sample(Map<String, String> labels, double value) {

    /** A label's value; empty where it is missing, which means the same in this format. */
    String label(String name) {
      return labels.getOrDefault(name, "");
    }
  }

  /** All series of one metric. */
  static Stream<Sample> samples(String text, String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .map(PrometheusText::sample);
  }

  private static Sample sample(String line) {
    int end = line.lastIndexOf('}');
    var labels = new HashMap<String, String>();
    var matcher = LABEL.matcher(end < 0 ? "" : line.substring(0, end));
    while (matcher.find()) {
      labels.put(matcher.group(1), matcher.group(2));
    }
    var rest = line.substring(end < 0 ? line.indexOf(' ') : end + 1).strip();
    return new Sample(Map.copyOf(labels), Double.parseDouble(rest.split(" ", -1)[0]));
  }
}
