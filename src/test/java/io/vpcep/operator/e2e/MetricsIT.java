package io.vpcep.operator.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.emulator.world.SourceRef;
import io.vpcep.operator.controlplane.ControlPlane;
import io.vpcep.operator.controlplane.SharedControlPlane;
import io.vpcep.operator.metrics.Metric;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Webhook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a running operator exports, read by us and by a real Prometheus. */
@ExtendWith(SharedControlPlane.class)
class MetricsIT {

  private static final String SERVICE = "4189d3c2-8882-4871-a3c2-d380272eed88";
  private static final String ENDPOINT = "adb7b229-bb11-4072-bcc0-3327cd784263";
  private static final Duration SOON = Duration.ofSeconds(20);

  private static final Pattern SERIES = Pattern.compile("(vpcep_[a-z_]+)(?:\\{(.*)\\})? .*");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vpcep_[a-z_]+)` \\| ([a-z]+) \\|");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private final OperatorFixture stage;

  MetricsIT(ControlPlane plane) throws Exception {
    stage =
        OperatorFixture.set(plane, "metrics", "polling: {defaultInterval: 1s, minInterval: 1s}");
    stage.startOperator();
  }

  @BeforeEach
  void haveSomethingToShowOfEach() {
    stage
        .cloud()
        .world()
        .put(
            SourceRef.service(SERVICE),
            "waiting",
            connection -> connection.withStatus("pendingAcceptance").withUpdatedAt(Instant.EPOCH));
    stage.watchService("partner", SERVICE, "waiting", null);
    stage.watchService("orders-db", SERVICE, ENDPOINT, null);
    await()
        .atMost(SOON)
        .until(() -> stage.condition("partner", "Ready"), "False AcceptanceOverdue"::equals);
    stage.applyConnection(
        "orders-db",
        """
        {accountRef: {name: emulated}, vpcEndpointService: {id: %s}, endpointID: %s, suspend: true}
        """
            .formatted(SERVICE, ENDPOINT));
    await()
        .atMost(SOON)
        .until(() -> stage.condition("orders-db", "Synced"), "False Suspended"::equals);
  }

  @AfterEach
  void end() {
    stage.close();
  }

  @Test
  void everyMetricIsExportedAsItIsDeclaredAndDocumentedAndNoOther() throws Exception {
    // When
    var text = stage.get("/metrics");
    // Then
    assertThat(types(text)).isEqualTo(documentedTypes());
    assertThat(labels(text)).isEqualTo(declaredLabels());
    assertThat(text.lines().filter(line -> !line.startsWith("#") && !line.startsWith("vpcep_")))
        .as("series of the framework and the JVM, which the page counts")
        .hasSizeBetween(40, 120);
  }

  @Test
  void prometheusIsToldInOpenMetricsWhatEachOneIs() throws Exception {
    try (var webhook = Webhook.open();
        var monitoring = Monitoring.start(AlertFiles.hastened("2s"), stage.port(), webhook)) {
      var declared = declared();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(understood(monitoring.metadata())).containsAllEntriesOf(declared));
    }
  }

  private static Map<String, String> types(String text) {
    var types = new TreeMap<String, String>();
    text.lines()
        .filter(line -> line.startsWith("# TYPE vpcep_"))
        .map(line -> line.split(" ", -1))
        .forEach(words -> types.put(words[2], words[3]));
    return types;
  }

  private static Map<String, String> documentedTypes() throws IOException {
    var types = new TreeMap<String, String>();
    for (var row : documented()) {
      types.put(row.group(1), row.group(2));
      if (row.group(2).equals("histogram")) {
        types.put(row.group(1) + "_max", "gauge");
      }
    }
    return types;
  }

  /** Name and type of each metric in the table of the page. */
  private static List<MatchResult> documented() throws IOException {
    return ROW.matcher(Files.readString(Path.of("docs/metrics.md"))).results().toList();
  }

  private static Map<String, Set<String>> labels(String text) {
    var labels = new TreeMap<String, Set<String>>();
    text.lines()
        .map(SERIES::matcher)
        .filter(series -> series.matches())
        .forEach(
            series ->
                LABEL
                    .matcher(series.group(2) == null ? "" : series.group(2))
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("le"))
                    .forEach(of(labels, series.group(1))::add));
    return labels;
  }

  /** A histogram's parts are one metric. */
  private static Set<String> of(Map<String, Set<String>> labels, String series) {
    var name = series.replaceFirst("_(bucket|sum|count|max)$", "");
    return labels.computeIfAbsent(name, absent -> new TreeSet<>());
  }

  private static Map<String, Set<String>> declaredLabels() {
    var labels = new TreeMap<String, Set<String>>();
    for (var metric : Metric.values()) {
      labels.put(metric.value(), new TreeSet<>(metric.labels()));
    }
    return labels;
  }

  /** Type and description, and the unit of the gauges, which the other format has no word for. */
  private static Map<String, String> declared() throws IOException {
    var types = documentedTypes();
    var declared = new TreeMap<String, String>();
    for (var metric : Metric.values()) {
      var name = metric.value();
      var type = metric == Metric.BUILD_INFO ? "info" : types.get(name);
      declared.put(
          // The suffix is part of the series' name, and in OpenMetrics not of the metric's.
          name.replaceFirst("_(total|info)$", ""),
          "[%s, %s, %s]"
              .formatted(
                  type,
                  "gauge".equals(type) && name.endsWith("_seconds") ? "seconds" : "",
                  metric.description()));
    }
    return declared;
  }

  private static Map<String, String> understood(JsonNode metadata) {
    var understood = new TreeMap<String, String>();
    for (var metric : metadata.properties()) {
      var first = metric.getValue().get(0);
      understood.put(
          metric.getKey(),
          "[%s, %s, %s]"
              .formatted(
                  first.get("type").asText(),
                  first.get("unit").asText(),
                  first.get("help").asText()));
    }
    return understood;
  }
}
