package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;

/** Four times the connections, over four processes of this operator. */
final class Shards implements Scenario {

  static final int COUNT = 4;
  private static final Duration SETTLING = Duration.ofSeconds(5);

  /** About as many as the one process, to which these are compared, sees before it is quiet. */
  private static final int INTERVALS_BEFORE = 3;

  @Override
  public void run(Ground ground, Figures figures) throws InterruptedException {
    var settings = ground.settings();
    var resources = ground.emptyNamespace("bench-shards");
    for (int shard = 0; shard < COUNT; shard++) {
      for (var service : ground.addServices("shard-" + shard, settings.services())) {
        resources.add(service.id(), service.endpoints(), Integer.toString(shard));
      }
    }
    var operators = new ArrayList<JavaProcess>();
    try (var watch = new StatusWatch(ground.server(), resources.namespace())) {
      for (int shard = 0; shard < COUNT; shard++) {
        operators.add(
            ground.launcher().ours(resources.namespace(), "shard=" + shard, Ports.free()));
      }
      watch.awaitAll("accepted", resources.entries().size(), Ground.PATIENCE);
      Ground.pass(settings.interval().multipliedBy(INTERVALS_BEFORE).plus(SETTLING));
      var phases = operators.stream().map(ground::begin).toList();
      Ground.pass(settings.interval().multipliedBy(settings.quietIntervals()));
      for (int shard = 0; shard < COUNT; shard++) {
        phases.get(shard).end(figures, "shards." + shard, settings.interval());
      }
    } finally {
      operators.forEach(JavaProcess::close);
    }
  }
}
