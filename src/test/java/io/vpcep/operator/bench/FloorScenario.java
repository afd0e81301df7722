package io.vpcep.operator.bench;

import io.vpcep.operator.bench.floor.Floor;

/** The bare client: all new, then all changed, then all changed without events. */
final class FloorScenario implements Scenario {

  @Override
  public void run(Ground ground, Figures figures) throws InterruptedException {
    var resources = ground.resources("bench-floor");
    int count = resources.entries().size();
    try (var watch = new StatusWatch(ground.server(), resources.namespace())) {
      var cold = ground.launch(() -> ground.launcher().floor(resources.namespace()));
      try (var floor = cold.process()) {
        long last = watch.awaitAll("accepted", count, Ground.PATIENCE);
        floor.await("written");
        cold.end(figures, "floor.cold", ground.settings().interval());
        figures.put("floor.cold.seconds", Ground.secondsSince(floor.startedAt(), last));
        var burst = new Burst(ground, figures, watch, count);
        burst.measure(floor, "floor.burst", "rejected", () -> write(floor, "with events"));
        burst.measure(
            floor,
            "floor_without_events.burst",
            "accepted",
            () -> write(floor, Floor.WITHOUT_EVENTS));
      }
    } finally {
      ground.cloud().changeAll("accepted");
    }
  }

  /** Returns when all is written; the watch has its own times of it. */
  private static void write(JavaProcess floor, String command) {
    floor.tell(command);
    floor.await("written");
  }
}
