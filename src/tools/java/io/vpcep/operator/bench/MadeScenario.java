package io.vpcep.operator.bench;

import io.vpcep.operator.bench.floor.Floor;
import java.time.Duration;

/**
 * A service that makes a resource for each of its connections, until each resource has its status:
 * the bare client, then this operator; each at its first service after the start, and again, warm,
 * at another service in another namespace. The processes are up when they are told.
 */
final class MadeScenario implements Scenario {

  /** As many as a service makes at most. */
  static final int CONNECTIONS = 1_000;

  /** A creation, an event and a status for each, and a few writes for account and service. */
  static final int MOST_WRITES = 3 * CONNECTIONS + 20;

  private static final String FIRST = "made";
  private static final String WARM = "made_warm";
  private static final Duration SETTLING = Duration.ofSeconds(10);

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    benchEnvironment.cloud().add(service(FIRST), CONNECTIONS);
    benchEnvironment.cloud().add(service(WARM), CONNECTIONS);
    floor(benchEnvironment, figures);
    ours(benchEnvironment, figures);
  }

  private static void floor(BenchEnvironment benchEnvironment, Figures figures)
      throws InterruptedException {
    var first = benchEnvironment.emptyNamespace("bench-floor-made");
    var warm = benchEnvironment.emptyNamespace("bench-floor-made-warm");
    try (var watch = watch(benchEnvironment, first);
        var warmWatch = watch(benchEnvironment, warm);
        var floor = benchEnvironment.launcher().floor(first.namespace())) {
      floor.await("written");
      BenchEnvironment.pass(SETTLING);
      var round = new Round(benchEnvironment, figures, floor, "floor.");
      round.measure(watch, FIRST, () -> make(floor, first, FIRST));
      floor.await("written");
      BenchEnvironment.pass(SETTLING);
      round.measure(warmWatch, WARM, () -> make(floor, warm, WARM));
    }
  }

  private static void make(JavaProcess floor, Resources resources, String round) {
    floor.tell(Floor.MAKE + resources.namespace() + " " + service(round));
  }

  private static void ours(BenchEnvironment benchEnvironment, Figures figures)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    var first = benchEnvironment.emptyNamespace("bench-made");
    var warm = benchEnvironment.emptyNamespace("bench-made-warm");
    var namespaces = first.namespace() + "," + warm.namespace();
    int port = Ports.free();
    try (var watch = watch(benchEnvironment, first);
        var warmWatch = watch(benchEnvironment, warm);
        var operator = benchEnvironment.launcher().ours(namespaces, "", port)) {
      new Readiness(port).await(operator);
      BenchEnvironment.pass(SETTLING);
      var round = new Round(benchEnvironment, figures, operator, "ours.");
      var phase = round.measure(watch, FIRST, () -> first.makeAll(service(FIRST), CONNECTIONS));
      BenchEnvironment.pass(SETTLING);
      benchEnvironment.awaitNoWrites();
      phase.end(figures, "ours.made_settled", interval);
      round.measure(warmWatch, WARM, () -> warm.makeAll(service(WARM), CONNECTIONS));
      BenchEnvironment.pass(interval.plus(SETTLING));
      benchEnvironment.awaitNoWrites();
      benchEnvironment.quiet(figures, "ours.made_quiet", operator);
    }
  }

  private static StatusWatch watch(BenchEnvironment benchEnvironment, Resources resources) {
    return new StatusWatch(benchEnvironment.server(), resources.namespace());
  }

  private static String service(String round) {
    return round.replace('_', '-');
  }

  /** One contender's resources of one service. */
  private record Round(
      BenchEnvironment benchEnvironment, Figures figures, JavaProcess contender, String prefix) {

    /** Waits for the last status, and notes what it took. */
    Phase measure(StatusWatch watch, String name, Runnable tell) throws InterruptedException {
      var phase = benchEnvironment.begin(contender);
      long start = System.nanoTime();
      tell.run();
      long last = watch.awaitAll("accepted", CONNECTIONS, BenchEnvironment.PATIENCE);
      phase.end(figures, prefix + name, benchEnvironment.settings().interval());
      figures.put(prefix + name + ".seconds", BenchEnvironment.secondsSince(start, last));
      return phase;
    }
  }
}
