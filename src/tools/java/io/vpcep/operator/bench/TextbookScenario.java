package io.vpcep.operator.bench;

import java.time.Duration;

/** The textbook operator: all new and quiet, and in a full run all changed too. */
final class TextbookScenario implements Scenario {

  private static final Duration SETTLING = Duration.ofSeconds(5);

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    var resources = benchEnvironment.resources("bench-textbook");
    int count = resources.entries().size();
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace())) {
      var cold =
          benchEnvironment.launch(
              () -> benchEnvironment.launcher().textbook(resources.namespace()));
      try (var operator = cold.process()) {
        long allNew = watch.awaitAll("accepted", count, BenchEnvironment.PATIENCE);
        cold.end(figures, "textbook.cold", interval);
        figures.put(
            "textbook.cold.seconds", BenchEnvironment.secondsSince(operator.startedAt(), allNew));
        // Its polls begin an interval after the resources appeared, in the order they did. As with
        // this operator, the first interval is not counted.
        BenchEnvironment.pass(interval.plus(SETTLING));
        benchEnvironment.quiet(figures, "textbook.quiet", operator);
        if (benchEnvironment.settings().full()) {
          // It hears of nothing before its polls are due.
          new Burst(benchEnvironment, figures, watch, count)
              .measure(operator, "textbook.burst", "rejected", () -> {});
        }
      }
    } finally {
      benchEnvironment.cloud().changeAll("accepted");
    }
  }
}
