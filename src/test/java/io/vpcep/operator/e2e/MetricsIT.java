package io.vpcep.operator.e2e;

import static io.vpcep.operator.e2e.Examples.ENDPOINT;
import static io.vpcep.operator.e2e.Examples.SERVICE;
import static io.vpcep.operator.e2e.Manifests.spec;
import static io.vpcep.operator.e2e.TestNamespace.ACCOUNT;
import static io.vpcep.operator.e2e.TestNamespace.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vpcep.operator.metrics.Metric;
import io.vpcep.operator.monitoring.AlertFiles;
import io.vpcep.operator.monitoring.Monitoring;
import io.vpcep.operator.monitoring.Webhook;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running operator exports, read by us and by a real Prometheus. */
@EndToEnd
class MetricsIT {

  private static final Pattern SERIES = Pattern.compile("(vpcep_[a-z_]+)(?:\\{(.*)\\})? .*");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"(?:[^\"\\\\]|\\\\.)*\"");

  private final OperatorFixture fixture;

  MetricsIT(OperatorFixture fixture) throws Exception {
    this.fixture = fixture.startOperator();
  }

  @BeforeEach
  void haveSomethingToShowOfEach() {
    fixture.putWaiting(SERVICE, "waiting", Instant.EPOCH);
    fixture.watch("partner", SERVICE, "waiting");
    fixture.watch("orders-db", SERVICE, ENDPOINT);
    fixture.awaitCondition("partner", "Ready", "False AcceptanceOverdue");
    fixture.applyConnection("orders-db", spec(ACCOUNT, SERVICE, ENDPOINT, "suspend: true"));
    fixture.awaitCondition("orders-db", "Synced", "False Suspended");
  }

  @Test
  void everyMetricIsExportedAsItIsDeclaredAndNoOther() throws Exception {
    // When
    var text = fixture.get("/metrics");
    // Then
    assertThat(types(text)).isEqualTo(declaredTypes());
    assertThat(labels(text)).isEqualTo(declaredLabels());
    assertThat(text.lines().filter(line -> !line.startsWith("#") && !line.startsWith("vpcep_")))
        .as("series of the framework and the JVM, which the page counts")
        .hasSizeBetween(40, 120);
  }

  @Test
  void prometheusIsToldInOpenMetricsWhatEachOneIs() throws Exception {
    try (var webhook = Webhook.open();
        var monitoring = Monitoring.start(AlertFiles.hastened("2s"), fixture.port(), webhook)) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(understood(monitoring.metadata())).containsAllEntriesOf(declared()));
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

  private static Map<String, String> declaredTypes() {
    var types = new TreeMap<String, String>();
    for (var metric : Metric.values()) {
      types.put(metric.value(), metric.type().value());
      if (metric.type() == Metric.Type.HISTOGRAM) {
        types.put(metric.value() + "_max", Metric.Type.GAUGE.value());
      }
    }
    return types;
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
  private static Map<String, String> declared() {
    var declared = new TreeMap<String, String>();
    for (var metric : Metric.values()) {
      declared.put(
          // The suffix is part of the series' name, and in OpenMetrics not of the metric's.
          metric.value().replaceFirst("_(total|info)$", ""),
          "[%s, %s, %s]"
              .formatted(
                  metric == Metric.BUILD_INFO ? "info" : metric.type().value(),
                  metric.type() == Metric.Type.GAUGE ? metric.unit() : "",
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
