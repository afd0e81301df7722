package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;

/** This operator: all new, some changes, quiet, all changed, and a restart. */
final class OursScenario implements Scenario {

  private static final int CHANGES = 100;
  private static final Duration CHANGES_TAKE = Duration.ofMinutes(1);
  private static final Duration SETTLING = Duration.ofSeconds(5);

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.resources("bench-ours");
    int port = Ports.free();
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace())) {
      var cold =
          benchEnvironment.launch(
              () -> benchEnvironment.launcher().ours(resources.namespace(), "", port));
      try (var operator = cold.process()) {
        cold(benchEnvironment, figures, watch, cold, new Readiness(port), resources);
        detection(benchEnvironment, figures, watch, resources);
        quiet(benchEnvironment, figures, operator);
        new Burst(benchEnvironment, figures, watch, resources.entries().size())
            .measure(operator, "ours.burst", "rejected", resources::requestEachService);
        BenchEnvironment.pass(SETTLING);
      }
      restart(benchEnvironment, figures, resources);
    } finally {
      benchEnvironment.cloud().changeAll("accepted");
    }
  }

  private static void cold(
      BenchEnvironment benchEnvironment,
      Figures figures,
      StatusWatch watch,
      Phase phase,
      Readiness readiness,
      Resources resources)
      throws InterruptedException {
    var operator = phase.process();
    figures.put("ours.cold.ready_seconds", readiness.await(operator));
    long last = watch.awaitAll("accepted", resources.entries().size(), BenchEnvironment.PATIENCE);
    phase.end(figures, "ours.cold", benchEnvironment.settings().interval());
    figures.put("ours.cold.seconds", BenchEnvironment.secondsSince(operator.startedAt(), last));
    figures.put(
        "ours.cold.calls_of_first_sweeps", FirstSweep.calls(benchEnvironment.cloud().lists()));
    BenchEnvironment.pass(SETTLING);
  }

  /** The sweeps after a burst look at it once more; by now there were some. */
  private static void quiet(
      BenchEnvironment benchEnvironment, Figures figures, JavaProcess operator)
      throws InterruptedException {
    benchEnvironment.quiet(figures, "ours.quiet", operator);
    figures.put("ours.quiet.largest_classes", String.join("\n", operator.largestClasses(15)));
  }

  /** Each change at its own time, at a connection of its own. */
  private static void detection(
      BenchEnvironment benchEnvironment, Figures figures, StatusWatch watch, Resources resources)
      throws InterruptedException {
    var entries = new ArrayList<>(resources.entries());
    Collections.shuffle(entries, new Random(1));
    var changed = entries.subList(0, Math.min(CHANGES, entries.size()));
    var times = new ArrayList<Long>();
    var between = CHANGES_TAKE.dividedBy(CHANGES);
    for (var entry : changed) {
      times.add(System.nanoTime());
      benchEnvironment.cloud().change(entry.service(), entry.endpoint(), "creating");
      BenchEnvironment.pass(between);
    }
    var seconds = new ArrayList<Double>();
    for (int i = 0; i < changed.size(); i++) {
      long seen = watch.await(changed.get(i).suffix(), "creating", BenchEnvironment.PATIENCE);
      seconds.add(BenchEnvironment.secondsSince(times.get(i), seen));
    }
    figures.put("ours.detection.changes", seconds.size());
    figures.put("ours.detection.p50_seconds", Percentile.of(seconds, 50));
    figures.put("ours.detection.p99_seconds", Percentile.of(seconds, 99));
    figures.put("ours.detection.max_seconds", Percentile.of(seconds, 100));
  }

  private static void restart(
      BenchEnvironment benchEnvironment, Figures figures, Resources resources)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    int port = Ports.free();
    var phase =
        benchEnvironment.launch(
            () -> benchEnvironment.launcher().ours(resources.namespace(), "", port));
    try (var operator = phase.process()) {
      figures.put("ours.restart.ready_seconds", new Readiness(port).await(operator));
      BenchEnvironment.pass(interval.plus(SETTLING));
      phase.end(figures, "ours.restart", interval);
    }
  }
}
