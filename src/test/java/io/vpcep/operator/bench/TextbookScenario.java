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
    try (var watch = new StatusWatch(ground.server(), resources.namespace());
        var operator = ground.launcher().textbook(resources.namespace())) {
      var cold = ground.begin(operator);
      long allNew = watch.awaitAll("accepted", count, Ground.PATIENCE);
      cold.end(figures, "textbook.cold", interval);
      figures.put("textbook.cold.seconds", Ground.secondsSince(operator.startedAt(), allNew));
      // Its polls begin an interval after the resources appeared, in the order they did. As with
      // this operator, the first interval is not counted.
      Ground.pass(interval.plus(SETTLING));
      var quiet = ground.begin(operator);
      Ground.pass(interval.multipliedBy(ground.settings().quietIntervals()));
      quiet.end(figures, "textbook.quiet", interval);
      figures.put("textbook.quiet.live_heap_bytes", operator.liveHeapBytes());

      if (ground.settings().full()) {
        var burst = ground.begin(operator);
        long start = System.nanoTime();
        ground.cloud().changeAll("rejected");
        long allChanged = watch.awaitAll("rejected", count, Ground.PATIENCE);
        burst.end(figures, "textbook.burst", interval);
        figures.put("textbook.burst.seconds", Ground.secondsSince(start, allChanged));
      }
    } finally {
      ground.cloud().changeAll("accepted");
    }
  }
}
