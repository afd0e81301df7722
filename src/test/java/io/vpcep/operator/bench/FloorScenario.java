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
        var burst = new Burst(ground, figures, watch, floor, count);
        burst.measure("floor.burst", "rejected", "with events");
        burst.measure("floor_without_events.burst", "accepted", Floor.WITHOUT_EVENTS);
      }
    } finally {
      ground.cloud().changeAll("accepted");
    }
  }

  /** All change at once. */
  private record Burst(
      Ground ground, Figures figures, StatusWatch watch, JavaProcess floor, int count) {

    void measure(String name, String status, String command) throws InterruptedException {
      var phase = ground.begin(floor);
      long start = System.nanoTime();
      ground.cloud().changeAll(status);
      floor.tell(command);
      long last = watch.awaitAll(status, count, Ground.PATIENCE);
      floor.await("written");
      phase.end(figures, name, ground.settings().interval());
      figures.put(name + ".seconds", Ground.secondsSince(start, last));
    }
  }
}
