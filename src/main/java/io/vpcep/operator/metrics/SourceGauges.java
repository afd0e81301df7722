package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.snapshots.Labels;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.SourceView;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of the sources that somebody watches.
 *
 * @param ofAccounts the exported labels of the accounts that have some
 * @param stretched the accounts of which it was said by how much their intervals are stretched
 */
record SourceGauges(
    Gauges gauges, Now now, Map<AccountKey, Labels> ofAccounts, Set<AccountKey> stretched) {

  SourceGauges(Gauges gauges, Now now, Map<AccountKey, Labels> ofAccounts) {
    this(gauges, now, ofAccounts, new HashSet<>());
  }

  void add(SourceView view) {
    var account = view.source().account();
    var source = view.source().source();
    var byLabel = new TreeMap<String, Integer>();
    view.stateCounts()
        .forEach((state, count) -> byLabel.merge(BoundedLabels.state(state), count, Integer::sum));
    byLabel.forEach(
        (state, count) ->
            gauges.add(
                Metric.SOURCE_CONNECTIONS,
                count,
                account.namespace(),
                account.name(),
                source.kind().label(),
                source.id(),
                state));
    if (stretched.add(account)) {
      gauges.add(
          Metric.POLL_INTERVAL_STRETCH,
          view.stretch(),
          ofAccounts.getOrDefault(account, Labels.EMPTY),
          account.namespace(),
          account.name());
    }
    // Of its series, one tells whose alert it is: the rule joins the others with it.
    gauges.add(
        Metric.SWEEP_INTERVAL,
        view.interval().toMillis() / 1000.0,
        ofAccounts.getOrDefault(account, Labels.EMPTY),
        labels(view.source()));
    add(Metric.SOURCE_WATCHED_SINCE, seconds(view.watchedSince()), view.source());
    if (view.lastSuccess() != null) {
      add(Metric.SWEEP_LAST_SUCCESS, seconds(view.lastSuccess()), view.source());
    }
  }

  private void add(Metric metric, double value, SourceKey key) {
    gauges.add(metric, value, labels(key));
  }

  private static String[] labels(SourceKey key) {
    return new String[] {
      key.account().namespace(),
      key.account().name(),
      key.source().kind().label(),
      key.source().id()
    };
  }

  /** What a wall clock shows that is right now, whatever it was set to then. */
  private double seconds(MonotonicTime time) {
    return now.wall().minus(time.until(now.monotonic())).toEpochMilli() / 1000.0;
  }
}
