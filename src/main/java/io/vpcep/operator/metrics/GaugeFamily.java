package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A gauge, filled during a scrape. */
final class GaugeFamily {

  private final Metric metric;
  private final List<GaugeDataPointSnapshot> points = new ArrayList<>();

  GaugeFamily(Metric metric) {
    this.metric = metric;
  }

  /**
   * Adds a series.
   *
   * @param labels the values of the metric's labels, in its order
   */
  void add(double value, String... labels) {
    points.add(new GaugeDataPointSnapshot(value, Labels.of(metric.tags(labels)), null));
  }

  /** The families that have any series. */
  static MetricSnapshots snapshots(Stream<GaugeFamily> families) {
    return new MetricSnapshots(
        families
            .filter(family -> !family.points.isEmpty())
            .map(family -> new GaugeSnapshot(family.metric.metadata(), family.points))
            .toArray(MetricSnapshot[]::new));
  }
}
