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
        ground.quiet(figures, "textbook.quiet", operator);
        if (ground.settings().full()) {
          // It hears of nothing before its polls are due.
          new Burst(ground, figures, watch, count)
              .measure(operator, "textbook.burst", "rejected", () -> {});
        }
      }
    } finally {
      ground.cloud().changeAll("accepted");
    }
  }
}
