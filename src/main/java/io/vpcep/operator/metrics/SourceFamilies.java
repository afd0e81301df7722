package io.vpcep.operator.metrics;

import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What is known of the sources that somebody watches. */
final class SourceFamilies {

  private final GaugeFamily stateCounts = new GaugeFamily(Metric.SOURCE_CONNECTIONS);
  private final GaugeFamily success = new GaugeFamily(Metric.SWEEP_LAST_SUCCESS);
  private final GaugeFamily interval = new GaugeFamily(Metric.SWEEP_INTERVAL);
  private final GaugeFamily watchedSince = new GaugeFamily(Metric.SOURCE_WATCHED_SINCE);

  private final Now now;

  SourceFamilies(Now now) {
    this.now = now;
  }

  void add(SourceView view) {
    var account = view.source().account();
    var source = view.source().source();
    var byLabel = new TreeMap<String, Integer>();
    view.stateCounts()
        .forEach((state, count) -> byLabel.merge(BoundedLabels.state(state), count, Integer::sum));
    byLabel.forEach(
        (state, count) ->
            stateCounts.add(
                count,
                account.namespace(),
                account.name(),
                source.kind().label(),
                source.id(),
                state));
    add(interval, view.interval().toMillis() / 1000.0, view.source());
    add(watchedSince, seconds(view.watchedSince()), view.source());
    if (view.lastSuccess() != null) {
      add(success, seconds(view.lastSuccess()), view.source());
    }
  }

  private static void add(GaugeFamily family, double value, SourceKey key) {
    var account = key.account();
    var source = key.source();
    family.add(value, account.namespace(), account.name(), source.kind().label(), source.id());
  }

  /** What a wall clock shows that is right now, whatever it was set to then. */
  private double seconds(MonotonicTime time) {
    return now.wall().minus(time.until(now.monotonic())).toEpochMilli() / 1000.0;
  }

  Stream<GaugeFamily> all() {
    return Stream.of(stateCounts, success, interval, watchedSince);
  }
}
