package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The gauges of one scrape; those without a series are left out. */
final class Gauges {

  private final Map<Metric, List<GaugeDataPointSnapshot>> points = new EnumMap<>(Metric.class);

  /**
   * Adds a series.
   *
   * @param labels the values of the metric's labels, in its order
   */
  void add(Metric metric, double value, String... labels) {
    add(metric, value, Labels.EMPTY, labels);
  }

  /**
   * Adds a series that has labels of its resource too.
   *
   * @param ofResource names and values, which no label of a metric has
   * @param labels the values of the metric's labels, in its order
   */
  void add(Metric metric, double value, Labels ofResource, String... labels) {
    points
        .computeIfAbsent(metric, key -> new ArrayList<>())
        .add(
            new GaugeDataPointSnapshot(
                value, Labels.of(metric.tags(labels)).merge(ofResource), null));
  }

  MetricSnapshots snapshots() {
    return new MetricSnapshots(
        points.entrySet().stream()
            .map(gauge -> new GaugeSnapshot(gauge.getKey().metadata(), gauge.getValue()))
            .toArray(MetricSnapshot[]::new));
  }
}
