package io.vpcep.operator.bench;

import io.vpcep.operator.bench.floor.Floor;

/**
 * The bare client: all new, then all changed, then all changed without events.
 *
 * @param name of the contender in this run, for example {@code floor}
 */
record FloorScenario(String name) implements Scenario {

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.resources("bench-" + name);
    int count = resources.entries().size();
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace())) {
      var cold =
          benchEnvironment.launch(() -> benchEnvironment.launcher().floor(resources.namespace()));
      try (var floor = cold.process()) {
        long last = watch.awaitAll("accepted", count, BenchEnvironment.PATIENCE);
        floor.await("written");
        cold.end(figures, name + ".cold", benchEnvironment.settings().interval());
        figures.put(name + ".cold.seconds", BenchEnvironment.secondsSince(floor.startedAt(), last));
        var burst = new Burst(benchEnvironment, figures, watch, count);
        burst.measure(floor, name + ".burst", "rejected", () -> write(floor, "with events"));
        burst.measure(
            floor,
            name + "_without_events.burst",
            "accepted",
            () -> write(floor, Floor.WITHOUT_EVENTS));
      }
    } finally {
      benchEnvironment.cloud().changeAll("accepted");
    }
  }

  /** Returns when all is written; the watch has its own times of it. */
  private static void write(JavaProcess floor, String command) {
    floor.tell(command);
    floor.await("written");
  }
}
