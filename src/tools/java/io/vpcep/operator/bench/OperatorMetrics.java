package io.vpcep.operator.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What this operator shows at {@code /metrics}. */
final class OperatorMetrics {

  private OperatorMetrics() {}

  /**
   * One scrape.
   *
   * @param port of this operator on loopback
   * @throws BenchException if it does not respond
   */
  static String scrape(int port) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new BenchException("/metrics cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("interrupted", e);
    }
  }

  /** The sum of all series of a gauge; 0 if it has none. */
  static double sum(int port, String gauge) {
    return PrometheusText.samples(scrape(port), gauge)
        .mapToDouble(PrometheusText.Sample::value)
        .sum();
  }
}
