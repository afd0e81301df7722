package io.vpcep.operator.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
      figures.put("services.listed", listed(port));
      figures.put("services.scrape_seconds", scrape(port));
    }
  }

  /** How many connections the metrics say are listed: all, or nothing was measured. */
  private static double listed(int port) throws InterruptedException {
    return PrometheusText.samples(metrics(port), "vpcep_source_connections")
        .mapToDouble(PrometheusText.Sample::value)
        .sum();
  }

  private static double scrape(int port) throws InterruptedException {
    long start = System.nanoTime();
    metrics(port);
    return BenchEnvironment.secondsSince(start, System.nanoTime());
  }

  private static String metrics(int port) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
