package io.vpcep.operator.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what was measured: for programs as JSON, for people as a Markdown table. */
final class Report {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NOT_MEASURED = "not measured in this run";

  private static final Map<String, String> ROWS =
      rows(
          "cloud calls in a quiet interval", "quiet.calls_per_interval",
          "Kubernetes writes in the quiet phase", "quiet.writes",
          "CPU seconds in a quiet interval", "quiet.cpu_seconds_per_interval",
          "resident memory, MiB", "quiet.rss_mib",
          "live heap, bytes", "quiet.live_heap_bytes",
          "all new: seconds to the last status", "cold.seconds",
          "all new: CPU seconds", "cold.cpu_seconds",
          "all new: CPU seconds of the API server", "cold.api_server_cpu_seconds",
          "all new: idle share of the cores", "cold.idle_share",
          "all changed: seconds to the last status", "burst.seconds",
          "all changed: CPU seconds", "burst.cpu_seconds",
          "all changed: CPU seconds of the API server", "burst.api_server_cpu_seconds",
          "all changed: idle share of the cores", "burst.idle_share",
          "1,000 made: seconds to the last status", "made.seconds",
          "1,000 made: CPU seconds", "made.cpu_seconds",
          "1,000 made: CPU seconds of the API server", "made.api_server_cpu_seconds",
          "1,000 made: idle share of the cores", "made.idle_share",
          "1,000 made, warm: seconds to the last status", "made_warm.seconds",
          "1,000 made, warm: CPU seconds", "made_warm.cpu_seconds",
          "1,000 made, warm: CPU seconds of the API server", "made_warm.api_server_cpu_seconds",
          "1,000 made, warm: idle share of the cores", "made_warm.idle_share");

  private final List<Measurement> measurements;
  private final Figures figures;

  Report(List<Measurement> measurements, Figures figures) {
    this.measurements = measurements;
    this.figures = figures;
  }

  /** Writes {@code bench.json} and {@code bench.md}. */
  void write(Path folder) throws IOException {
    writeJson(folder.resolve("bench.json"));
    Files.writeString(folder.resolve("bench.md"), markdown());
  }

  void writeJson(Path file) throws IOException {
    Files.writeString(
        file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json()) + "\n");
  }

  ObjectNode json() {
    var root = JsonNodeFactory.instance.objectNode();
    for (var each : measurements) {
      var node = root.putObject(each.name());
      if (each.value().isPresent()) {
        node.put("value", rounded(each.value().getAsDouble()));
        node.put("goal", each.goal()).put("ok", each.ok());
      } else {
        node.putNull("value").put("goal", each.goal()).putNull("ok").put("note", NOT_MEASURED);
      }
      node.put("from", each.from());
    }
    var raw = root.putObject("raw");
    figures.all().forEach((name, value) -> put(raw, name, value));
    return root;
  }

  private static void put(ObjectNode raw, String name, Object value) {
    var node = raw;
    var path = name.split("\\.", -1);
    for (int i = 0; i < path.length - 1; i++) {
      node = node.withObjectProperty(path[i]);
    }
    var last = path[path.length - 1];
    if (value instanceof Number number) {
      node.put(last, rounded(number.doubleValue()));
    } else if (value instanceof Map<?, ?> counts) {
      var object = node.putObject(last);
      counts.forEach((kind, count) -> object.put(kind.toString(), (Long) count));
    } else {
      node.put(last, value.toString());
    }
  }

  /** The figures that have a goal. */
  String goals() {
    var text = new StringBuilder("| figure | value | goal | |\n| --- | ---: | ---: | --- |\n");
    for (var each : measurements) {
      text.append(
          "| `%s` | %s | %s | %s |%n"
              .formatted(
                  each.name(),
                  each.value().isPresent() ? shown(each.value().getAsDouble()) : "",
                  shown(each.goal()),
                  verdict(each)));
    }
    return text.toString();
  }

  String markdown() {
    var text = new StringBuilder(goals());
    text.append("\n| | this operator | textbook | floor | floor without events |\n");
    text.append("| --- | ---: | ---: | ---: | ---: |\n");
    for (var row : ROWS.entrySet()) {
      text.append("| ").append(row.getKey());
      for (var contender : List.of("ours", "textbook", "floor", "floor_without_events")) {
        var value = figures.number(contender + "." + row.getValue());
        text.append(" | ").append(value.isPresent() ? shown(value.getAsDouble()) : "");
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private static Map<String, String> rows(String... pairs) {
    var rows = new LinkedHashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      rows.put(pairs[i], pairs[i + 1]);
    }
    return rows;
  }

  private static String verdict(Measurement each) {
    if (each.value().isEmpty()) {
      return NOT_MEASURED;
    }
    return each.ok() ? "met" : "**missed**";
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** Whole numbers without a point, others with three significant decimals. */
  private static String shown(double value) {
    return value == Math.rint(value) || Math.abs(value) >= 1_000
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3f", value);
  }
}
