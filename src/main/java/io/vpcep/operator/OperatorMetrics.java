package io.vpcep.operator;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.monitoring.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.vpcep.operator.metrics.AcceptanceMeters;
import io.vpcep.operator.metrics.Meters;
import io.vpcep.operator.metrics.Meters.Replica;
import java.io.IOException;
import java.io.OutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code /metrics} shows. */
final class OperatorMetrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OperatorMetrics.class);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics gc = new JvmGcMetrics();
  private final Meters meters;
  private final AcceptanceMeters acceptance;

  OperatorMetrics(BuildInfo build, Replica replica) {
    meters = new Meters(registry, build.version(), build.revision(), replica);
    acceptance = new AcceptanceMeters(registry);
  }

  /** What is counted as it happens. */
  Meters meters() {
    return meters;
  }

  /** What is counted of acceptance policies. */
  AcceptanceMeters acceptance() {
    return acceptance;
  }

  /** What the framework counts. Its successor has other names, which no dashboard goes by yet. */
  @SuppressWarnings("removal")
  Metrics framework() {
    return MicrometerMetrics.withoutPerResourceMetrics(registry);
  }

  /** Logs and counts a fault in the operator's own code. */
  void internalError(String stage, Throwable cause) {
    meters.internalError(stage);
    LOG.atError().addKeyValue("stage", stage).setCause(cause).log("internal error");
  }

  /** Counts what cannot be read while the metrics are written. */
  void scrapeError() {
    meters.internalError("metrics");
  }

  /** Shows what this collector finds at each scrape, and the figures of the JVM. */
  void show(MultiCollector collector) {
    registry.getPrometheusRegistry().register(collector);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** Writes everything in a format that {@code contentType} names. */
  void write(String contentType, OutputStream out) throws IOException {
    registry.scrape(out, contentType);
  }

  @Override
  public void close() {
    gc.close();
  }
}
