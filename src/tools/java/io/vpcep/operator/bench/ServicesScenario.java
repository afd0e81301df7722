package io.vpcep.operator.bench;

import java.time.Duration;

/** This operator with services that are watched as a whole, and no resource for a connection. */
final class ServicesScenario implements Scenario {

  /** Ten times as many connections as the other scenarios have, with the usual settings. */
  static final int SERVICES_FOR_EACH = 10;

  private static final Duration SETTLING = Duration.ofSeconds(10);

  @Override
  public void run(BenchEnvironment benchEnvironment, Figures figures) throws InterruptedException {
    var settings = benchEnvironment.settings();
    var resources = benchEnvironment.emptyNamespace("bench-services");
    var services = benchEnvironment.addServices("whole", SERVICES_FOR_EACH * settings.services());
    services.forEach(service -> resources.watchAll(service.id()));
    int port = Ports.free();
    try (var operator = benchEnvironment.launcher().ours(resources.namespace(), "", port)) {
      new Readiness(port).await(operator);
      BenchEnvironment.pass(settings.interval().plus(SETTLING));
      benchEnvironment.awaitNoWrites();
      benchEnvironment.quiet(figures, "services.quiet", operator);
      figures.put(
          "services.connections", (long) services.size() * settings.connectionsPerService());
      // All, or nothing was measured.
      figures.put("services.listed", OperatorMetrics.sum(port, "vpcep_source_connections"));
      long start = System.nanoTime();
      OperatorMetrics.scrape(port);
      figures.put(
          "services.scrape_seconds", BenchEnvironment.secondsSince(start, System.nanoTime()));
    }
  }
}
