package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * This operator: all new, some changes, quiet, some active connections, all changed, a restart, and
 * a failover.
 *
 * @param name of the contender in this run, for example {@code ours}
 * @param whole whether to measure more than all new and all changed
 */
record OursScenario(String name, boolean whole) implements Scenario {

  private static final int CHANGES = 100;
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** So that the sweeps of one source at both edges of the phase do not round up to a call more. */
  private static final int ACTIVE_INTERVALS = 2;

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.resources("bench-" + name);
    int port = Ports.free();
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace())) {
      var cold =
          benchEnvironment.launch(
              () -> benchEnvironment.launcher().ours(resources.namespace(), "", port));
      try (var operator = cold.process()) {
        cold(benchEnvironment, figures, watch, cold, new Readiness(port), resources);
        if (whole) {
          var few = new FewChanges(benchEnvironment, figures, watch, some(resources));
          few.detect("ours.detection", "rejected");
          quiet(benchEnvironment, figures, operator);
          active(benchEnvironment, figures, operator, few);
        }
        new Burst(benchEnvironment, figures, watch, resources.entries().size())
            .measure(operator, name + ".burst", "rejected", resources::requestEachService);
        BenchEnvironment.pass(SETTLING);
      }
      if (whole) {
        restart(benchEnvironment, figures, resources);
        failOver(benchEnvironment, figures, resources);
      }
    } finally {
      benchEnvironment.cloud().changeAll("accepted");
    }
  }

  private void cold(
      BenchEnvironment benchEnvironment,
      Figures figures,
      StatusWatch watch,
      Phase phase,
      Readiness readiness,
      Resources resources)
      throws InterruptedException {
    var operator = phase.process();
    figures.put(name + ".cold.ready_seconds", readiness.await(operator));
    long last = watch.awaitAll("accepted", resources.entries().size(), BenchEnvironment.PATIENCE);
    phase.end(figures, name + ".cold", benchEnvironment.settings().interval());
    figures.put(name + ".cold.seconds", BenchEnvironment.secondsSince(operator.startedAt(), last));
    figures.put(
        name + ".cold.calls_of_first_sweeps", FirstSweep.calls(benchEnvironment.cloud().lists()));
    BenchEnvironment.pass(SETTLING);
  }

  private static List<Resources.Entry> some(Resources resources) {
    var entries = new ArrayList<>(resources.entries());
    Collections.shuffle(entries, new Random(1));
    return entries.subList(0, Math.min(CHANGES, entries.size()));
  }

  /** The sweeps after a burst look at it once more; by now there were some. */
  private static void quiet(
      BenchEnvironment benchEnvironment, Figures figures, JavaProcess operator)
      throws InterruptedException {
    benchEnvironment.quiet(figures, "ours.quiet", operator);
    figures.put("ours.quiet.largest_classes", String.join("\n", operator.largestClasses(15)));
  }

  /** Some connections wait for acceptance; in the end, all are accepted. */
  private static void active(
      BenchEnvironment benchEnvironment, Figures figures, JavaProcess operator, FewChanges few)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    few.change("pendingAcceptance");
    BenchEnvironment.pass(SETTLING);
    var phase = benchEnvironment.begin(operator);
    BenchEnvironment.pass(interval.multipliedBy(ACTIVE_INTERVALS));
    phase.end(figures, "ours.active", interval);
    few.detect("ours.detection_active", "accepted");
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

  /** Two replicas: the leader is killed, and the standby takes over and polls every source. */
  private static void failOver(
      BenchEnvironment benchEnvironment, Figures figures, Resources resources)
      throws InterruptedException {
    var settings = benchEnvironment.settings();
    var interval = settings.interval();
    try (var replicas = new Replicas(benchEnvironment, resources.namespace())) {
      replicas.start();
      replicas.start();
      BenchEnvironment.pass(interval.plus(SETTLING));
      var phase = benchEnvironment.begin(replicas.process(replicas.standby()));
      figures.put("ours.failover.take_over_seconds", replicas.failOver());
      BenchEnvironment.pass(interval.plus(SETTLING));
      phase.end(figures, "ours.failover", interval);
      if (FirstSweep.calls(benchEnvironment.cloud().lists()) < settings.fewestCalls()) {
        throw new BenchException("the new leader did not poll every source");
      }
    }
  }

  /** Changes of some connections, of each of which its resource's status tells. */
  private record FewChanges(
      BenchEnvironment benchEnvironment,
      Figures figures,
      StatusWatch watch,
      List<Resources.Entry> changed) {

    /** Changes all at once, and waits for the statuses. */
    void change(String state) throws InterruptedException {
      for (var entry : changed) {
        benchEnvironment.cloud().change(entry.service(), entry.endpoint(), state);
      }
      for (var entry : changed) {
        watch.await(entry.suffix(), state, BenchEnvironment.PATIENCE);
      }
    }

    /** Changes one after the other for an interval; notes how long each took to its status. */
    void detect(String name, String state) throws InterruptedException {
      var between = benchEnvironment.settings().interval().dividedBy(changed.size());
      var times = new ArrayList<Long>();
      for (var entry : changed) {
        times.add(System.nanoTime());
        benchEnvironment.cloud().change(entry.service(), entry.endpoint(), state);
        BenchEnvironment.pass(between);
      }
      var seconds = new ArrayList<Double>();
      for (int i = 0; i < changed.size(); i++) {
        long seen = watch.await(changed.get(i).suffix(), state, BenchEnvironment.PATIENCE);
        seconds.add(BenchEnvironment.secondsSince(times.get(i), seen));
      }
      figures.put(name + ".changes", seconds.size());
      figures.put(name + ".p50_seconds", Percentile.of(seconds, 50));
      figures.put(name + ".p99_seconds", Percentile.of(seconds, 99));
      figures.put(name + ".max_seconds", Percentile.of(seconds, 100));
    }
  }
}
