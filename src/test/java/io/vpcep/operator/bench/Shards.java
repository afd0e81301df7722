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
  public void run(Ground ground, Figures figures) throws InterruptedException {
    var settings = ground.settings();
    var resources = ground.emptyNamespace("bench-shards");
    for (int shard = 0; shard < COUNT; shard++) {
      for (var service : ground.addServices("shard-" + shard, settings.services())) {
        resources.add(service.id(), service.endpoints(), Integer.toString(shard));
      }
    }
    writeAll(ground, resources);
    measure(ground, figures, resources, List.of(ALONE));
    measure(
        ground,
        figures,
        resources,
        IntStream.range(0, COUNT).mapToObj(shard -> "shards." + shard).toList());
  }

  private static void writeAll(Ground ground, Resources resources) throws InterruptedException {
    var operators = start(ground, resources, COUNT);
    try (var watch = new StatusWatch(ground.server(), resources.namespace())) {
      watch.awaitAll("accepted", resources.entries().size(), Ground.PATIENCE);
    } finally {
      operators.forEach(JavaProcess::close);
    }
  }

  /** Runs as many processes as there are phases to measure. */
  private static void measure(
      Ground ground, Figures figures, Resources resources, List<String> phases)
      throws InterruptedException {
    var interval = ground.settings().interval();
    var operators = start(ground, resources, phases.size());
    try {
      Ground.pass(interval.multipliedBy(INTERVALS_BEFORE).plus(SETTLING));
      var begun = operators.stream().map(ground::begin).toList();
      Ground.pass(interval.multipliedBy(ground.settings().quietIntervals()));
      for (int i = 0; i < phases.size(); i++) {
        begun.get(i).end(figures, phases.get(i), interval);
      }
    } finally {
      operators.forEach(JavaProcess::close);
    }
  }

  private static List<JavaProcess> start(Ground ground, Resources resources, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            shard -> ground.launcher().ours(resources.namespace(), "shard=" + shard, Ports.free()))
        .toList();
  }
}
