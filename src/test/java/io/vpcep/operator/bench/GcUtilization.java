package io.vpcep.operator.bench;

import java.util.List;

/** What {@code jstat -gcutil PID} prints: a line of names, and a line of values below them. */
final class GcUtilization {

  private GcUtilization() {}

  /** The time of all collections, in seconds. */
  static double totalSeconds(String text) {
    List<String[]> lines = text.lines().map(line -> line.strip().split("\\s+")).toList();
    if (lines.size() < 2) {
      throw new BenchException("no figures of garbage collections: " + text.strip());
    }
    int column = List.of(lines.get(0)).indexOf("GCT");
    return Double.parseDouble(lines.get(1)[column].replace(',', '.'));
  }
}
