package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What Prometheus scrapes, in either of its formats. */
final class Exposition {

  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  PrometheusMeterRegistry registry() {
    return registry;
  }

  String scrape(String format) {
    return registry.scrape(format);
  }

  /** The lines of one name, without comments. */
  List<String> series(String name) {
    return scrape(TEXT)
        .lines()
        .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .toList();
  }

  void assertType(String name, String type) {
    assertThat(scrape(TEXT).lines()).contains("# TYPE " + name + " " + type);
    assertThat(scrape(TEXT).lines()).anyMatch(line -> line.matches("# HELP " + name + " .{10,}"));
  }
}
