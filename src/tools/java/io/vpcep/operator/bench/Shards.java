package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Four times the connections, over four processes of this operator, beside one of the four without
 * the others. They start when all statuses are written, and are measured at the same age: a young
 * process still compiles, and every ten minutes it reads its lists as a whole, either of which
 * would be more than the difference that is asked for.
 */
final class Shards implements Scenario {

  static final int COUNT = 4;

  /** The phase of the one process; those of the four have their numbers. */
  static final String ALONE = "shards.alone";

  private static final Duration SETTLING = Duration.ofSeconds(5);
  private static final int INTERVALS_BEFORE = 2;

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var settings = benchEnvironment.settings();
    var resources = benchEnvironment.emptyNamespace("bench-shards");
    for (int shard = 0; shard < COUNT; shard++) {
      for (var service : benchEnvironment.addServices("shard-" + shard, settings.services())) {
        resources.add(service.id(), service.endpoints(), Integer.toString(shard));
      }
    }
    writeAll(benchEnvironment, resources);
    measure(benchEnvironment, figures, resources, List.of(ALONE));
    measure(
        benchEnvironment,
        figures,
        resources,
        IntStream.range(0, COUNT).mapToObj(shard -> "shards." + shard).toList());
  }

  private static void writeAll(BenchEnvironment benchEnvironment, Resources resources)
      throws InterruptedException {
    var operators = start(benchEnvironment, resources, COUNT);
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace())) {
      watch.awaitAll("accepted", resources.entries().size(), BenchEnvironment.PATIENCE);
    } finally {
      operators.forEach(JavaProcess::close);
    }
  }

  /** Runs as many processes as there are phases to measure. */
  private static void measure(
      BenchEnvironment benchEnvironment, Figures figures, Resources resources, List<String> phases)
      throws InterruptedException {
    var interval = benchEnvironment.settings().interval();
    var operators = start(benchEnvironment, resources, phases.size());
    try {
      BenchEnvironment.pass(interval.multipliedBy(INTERVALS_BEFORE).plus(SETTLING));
      var begun = operators.stream().map(benchEnvironment::begin).toList();
      BenchEnvironment.pass(interval.multipliedBy(benchEnvironment.settings().quietIntervals()));
      for (int i = 0; i < phases.size(); i++) {
        begun.get(i).end(figures, phases.get(i), interval);
      }
    } finally {
      operators.forEach(JavaProcess::close);
    }
  }

  private static List<JavaProcess> start(
      BenchEnvironment benchEnvironment, Resources resources, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            shard ->
                benchEnvironment
                    .launcher()
                    .ours(resources.namespace(), "shard=" + shard, Ports.free()))
        .toList();
  }
}
