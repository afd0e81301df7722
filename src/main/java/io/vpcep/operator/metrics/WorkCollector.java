package io.vpcep.operator.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How long work that is due has waited, at the moment of the scrape. */
public final class WorkCollector implements MultiCollector {

  private final Supplier<Map<String, Duration>> oldestDue;
  private final ScrapeErrors errors;

  /**
   * Asks at each scrape.
   *
   * @param oldestDue by stage, how long its oldest due work has waited; zero if none is due
   * @param internalErrors counts what cannot be read
   */
  public WorkCollector(Supplier<Map<String, Duration>> oldestDue, Runnable internalErrors) {
    this.oldestDue = oldestDue;
    this.errors = new ScrapeErrors(internalErrors);
  }

  @Override
  public MetricSnapshots collect() {
    var longest = new TreeMap<String, Double>();
    var scrape = errors.begin();
    scrape.read(
        "due work",
        "",
        () ->
            oldestDue
                .get()
                .forEach(
                    (stage, waited) ->
                        longest.merge(
                            BoundedLabels.stage(stage), waited.toMillis() / 1000.0, Math::max)));
    scrape.end();
    var family = new GaugeFamily(Metric.WORK_OLDEST_DUE);
    longest.forEach((stage, seconds) -> family.add(seconds, stage));
    return GaugeFamily.snapshots(Stream.of(family));
  }
}
