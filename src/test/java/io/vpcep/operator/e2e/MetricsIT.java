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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running operator exports, read by us and by a real Prometheus. */
@EndToEnd
class MetricsIT {

  private static final Pattern SERIES = Pattern.compile("(vpcep_[a-z_]+)(?:\\{(.*)\\})? .*");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `(vpcep_[a-z_]+)` \\| ([a-z]+) \\|");
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
    fixture.putWaiting(SERVICE, "stranger", Instant.EPOCH);
    fixture.watchAll("shop-api", SERVICE, "");
    fixture.awaitCondition("partner", "Ready", "False AcceptanceOverdue");
    fixture.applyConnection("orders-db", spec(ACCOUNT, SERVICE, ENDPOINT, "suspend: true"));
    fixture.awaitCondition("orders-db", "Synced", "False Suspended");
    fixture.awaitAttention("shop-api", "True AcceptanceOverdue");
    fixture.applyPolicy("shop-api", SERVICE, "");
    await().atMost(SOON).until(() -> pendingOfPolicy() != null);
  }

  @Test
  void everyMetricIsExportedAsItIsDeclaredAndDocumentedAndNoOther() throws Exception {
    // When
    var text = fixture.get("/metrics");
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
        var monitoring = Monitoring.start(AlertFiles.hastened("2s"), fixture.port(), webhook)) {
      var declared = declared();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(understood(monitoring.metadata())).containsAllEntriesOf(declared));
    }
  }

  private @Nullable Integer pendingOfPolicy() {
    var status = fixture.policy("shop-api").getStatus();
    return status == null ? null : status.pending();
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
