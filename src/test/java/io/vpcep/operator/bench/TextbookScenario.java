package io.vpcep.operator.bench;

import java.time.Duration;

/** The textbook operator: all new and quiet, and in a full run all changed too. */
final class TextbookScenario implements Scenario {

  private static final Duration SETTLING = Duration.ofSeconds(5);

  @Override
  public void run(Ground ground, Figures figures) throws InterruptedException {
    var interval = ground.settings().interval();
    var resources = ground.resources("bench-textbook");
    int count = resources.entries().size();
    try (var watch = new StatusWatch(ground.server(), resources.namespace())) {
      var cold = ground.launch(() -> ground.launcher().textbook(resources.namespace()));
      try (var operator = cold.process()) {
        long allNew = watch.awaitAll("accepted", count, Ground.PATIENCE);
        cold.end(figures, "textbook.cold", interval);
        figures.put("textbook.cold.seconds", Ground.secondsSince(operator.startedAt(), allNew));
        // Its polls begin an interval after the resources appeared, in the order they did. As with
        // this operator, the first interval is not counted.
        Ground.pass(interval.plus(SETTLING));
        quiet(ground, figures, operator);
        if (ground.settings().full()) {
          burst(ground, figures, watch, operator, count);
        }
      }
    } finally {
      ground.cloud().changeAll("accepted");
    }
  }

  private static void quiet(Ground ground, Figures figures, JavaProcess operator)
      throws InterruptedException {
    var interval = ground.settings().interval();
    var phase = ground.begin(operator);
    Ground.pass(interval.multipliedBy(ground.settings().quietIntervals()));
    phase.end(figures, "textbook.quiet", interval);
    figures.put("textbook.quiet.live_heap_bytes", operator.liveHeapBytes());
  }

  private static void burst(
      Ground ground, Figures figures, StatusWatch watch, JavaProcess operator, int count)
      throws InterruptedException {
    var phase = ground.begin(operator);
    long start = System.nanoTime();
    ground.cloud().changeAll("rejected");
    long allChanged = watch.awaitAll("rejected", count, Ground.PATIENCE);
    phase.end(figures, "textbook.burst", ground.settings().interval());
    figures.put("textbook.burst.seconds", Ground.secondsSince(start, allChanged));
  }
}
