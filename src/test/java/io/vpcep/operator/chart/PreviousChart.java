package io.vpcep.operator.chart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** The chart as it might have been a version ago. */
final class PreviousChart {

  private PreviousChart() {}

  /**
   * Copies the chart, with a lower version, and a definition that lacks a field of the spec.
   *
   * @return the copy's folder
   */
  static Path without(String field, Path folder) throws IOException {
    var copy = folder.resolve("vpcep-operator");
    copyAll(ChartFiles.CHART, copy);
    replace(
        copy.resolve("Chart.yaml"),
        Files.readString(copy.resolve("Chart.yaml"))
            .replaceAll("(?m)^(version|appVersion): .*", "$1: 0.0.9"));
    var definition = copy.resolve("templates/crds/vpcendpointconnections.yaml");
    replace(definition, withoutField(Files.readString(definition), field));
    return copy;
  }

  /**
   * Copies the definitions of {@code crds/}, of which one lacks a field of the spec.
   *
   * @return the copies' folder
   */
  static Path definitionsWithout(String field, Path folder) throws IOException {
    var copy = folder.resolve("crds");
    copyAll(Path.of("crds"), copy);
    var definition = copy.resolve("vpcendpointconnections.vpcep.io-v1.yml");
    replace(definition, withoutField(Files.readString(definition), field));
    return copy;
  }

  private static void copyAll(Path source, Path target) throws IOException {
    try (var files = Files.walk(source)) {
      files.forEach(file -> copy(file, target.resolve(source.relativize(file))));
    }
  }

  /** The field's line, and all that is further in than it. */
  private static String withoutField(String definition, String field) {
    var kept = new ArrayList<String>();
    int left = -1;
    for (var line : definition.lines().toList()) {
      int indentation = line.length() - line.stripLeading().length();
      if (line.strip().equals(field + ":")) {
        left = indentation;
      } else if (left >= 0 && indentation <= left) {
        left = -1;
      }
      if (left < 0) {
        kept.add(line);
      }
    }
    var shorter = String.join("\n", kept) + "\n";
    if (shorter.equals(definition)) {
      throw new IllegalStateException("there is no field " + field);
    }
    return shorter;
  }

  private static void replace(Path file, String text) throws IOException {
    Files.writeString(file, text);
  }

  private static void copy(Path source, Path target) {
    try {
      Files.copy(source, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
