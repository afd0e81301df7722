package io.vpcep.operator.bench;

import java.time.Duration;

/** This operator with few connections: what it costs before the first one counts. */
final class SmallScenario implements Scenario {

  private static final int CONNECTIONS = 100;
  private static final Duration SETTLING = Duration.ofSeconds(10);

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var resources = benchEnvironment.emptyNamespace("bench-small");
    resources.add("small", benchEnvironment.cloud().add("small", CONNECTIONS), "0");
    int port = Ports.free();
    try (var watch = new StatusWatch(benchEnvironment.server(), resources.namespace());
        var operator = benchEnvironment.launcher().ours(resources.namespace(), "", port)) {
      figures.put("small.ready_seconds", new Readiness(port).await(operator));
      watch.awaitAll("accepted", CONNECTIONS, BenchEnvironment.PATIENCE);
      BenchEnvironment.pass(SETTLING);
      figures.put("small.connections", CONNECTIONS);
      figures.put("small.rss_mib", Measurements.mib(operator.residentBytes()));
      figures.put("small.live_heap_bytes", operator.liveHeapBytes());
    }
  }
}
