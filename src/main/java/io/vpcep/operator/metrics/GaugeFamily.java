package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A gauge of one name, filled during a scrape. */
final class GaugeFamily {

  private final MetricMetadata metadata;
  private final List<GaugeDataPointSnapshot> points = new ArrayList<>();

  GaugeFamily(String name, String help) {
    this.metadata = new MetricMetadata(name, help);
  }

  void add(Labels labels, double value) {
    points.add(new GaugeDataPointSnapshot(value, labels, null));
  }

  /** The families that have any series. */
  static MetricSnapshots snapshots(Stream<GaugeFamily> families) {
    return new MetricSnapshots(
        families
            .filter(family -> !family.points.isEmpty())
            .map(family -> new GaugeSnapshot(family.metadata, family.points))
            .toArray(MetricSnapshot[]::new));
  }
}
