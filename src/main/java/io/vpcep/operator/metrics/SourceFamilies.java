package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.SourceView;
import java.time.Instant;
import java.util.stream.Stream;

/** What is known of the sources that somebody watches. */
final class SourceFamilies {

  private final GaugeFamily census =
      new GaugeFamily(
          "vpcep_source_connections",
          "How many connections the cloud lists, watched by a resource or not");
  private final GaugeFamily success =
      new GaugeFamily(
          "vpcep_sweep_last_success_timestamp_seconds",
          "When the source was last read without a failure");
  private final GaugeFamily interval =
      new GaugeFamily("vpcep_sweep_interval_seconds", "How often the source is to be read");
  private final GaugeFamily watchedSince =
      new GaugeFamily(
          "vpcep_source_watched_since_timestamp_seconds",
          "Since when the operator reads the source; anew with each start");

  void add(SourceView view) {
    var labels = labels(view.source());
    view.census()
        .forEach((state, count) -> census.add(labels.merge(Labels.of("state", state)), count));
    interval.add(labels, view.interval().toMillis() / 1000.0);
    watchedSince.add(labels, seconds(view.watchedSince()));
    if (view.lastSuccess() != null) {
      success.add(labels, seconds(view.lastSuccess()));
    }
  }

  private static Labels labels(SourceKey key) {
    var source = key.source();
    var account = key.account();
    return Labels.of(
        "namespace", account.namespace(),
        "account", account.name(),
        "source_kind", source.kind().label(),
        "source_id", source.id());
  }

  private static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  Stream<GaugeFamily> all() {
    return Stream.of(census, success, interval, watchedSince);
  }
}
