package io.vpcep.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vpcep.operator.cloud.CallListener;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.SweepKind;
import io.vpcep.operator.poll.SweepListener;
import io.vpcep.operator.reconcile.TransitionListener;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What is counted and timed as it happens. */
public final class Meters implements CallListener, SweepListener, TransitionListener {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofMillis(2500),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final MeterRegistry registry;

  /**
   * Registers what is known from the start.
   *
   * @param leads whether this replica leads, at the moment of the scrape
   */
  public Meters(MeterRegistry registry, String version, String revision, BooleanSupplier leads) {
    this.registry = registry;
    Gauge.builder("vpcep.build.info", () -> 1)
        .description("1; what is running, in the labels")
        .tag("version", version)
        .tag("revision", revision)
        .tag("java", Runtime.version().toString())
        .register(registry);
    Gauge.builder("vpcep.leader", () -> leads.getAsBoolean() ? 1 : 0)
        .description("1 on the replica that leads, 0 on a standby")
        .register(registry);
  }

  @Override
  public void called(String cloud, String api, String operation, String code, Duration duration) {
    String[] tags = {"cloud", cloud, "api", api, "operation", operation, "code", code};
    Counter.builder("vpcep.api.requests")
        .description("HTTP calls to clouds, retries too; code is none where no answer came")
        .tags(tags)
        .register(registry)
        .increment();
    Timer.builder("vpcep.api.request.duration")
        .description("Time from the start of a call to the end of its answer")
        .serviceLevelObjectives(BUCKETS)
        .tags(tags)
        .register(registry)
        .record(duration);
  }

  @Override
  public void swept(
      SourceKey source, SweepKind kind, Duration duration, @Nullable CloudFailure failure) {
    Timer.builder("vpcep.sweep.duration")
        .description("Time to read a source, failed sweeps too")
        .serviceLevelObjectives(BUCKETS)
        .tag("kind", kind.word())
        .register(registry)
        .record(duration);
  }

  @Override
  public void moved(@Nullable String from, String to) {
    Counter.builder("vpcep.state.transitions")
        .description("Changes of a connection's state; from is none for the first")
        .tag("from", from == null ? "none" : from)
        .tag("to", to)
        .register(registry)
        .increment();
  }
}
