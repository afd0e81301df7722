package io.vpcep.operator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.vpcep.operator.cloud.CallListener;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.poll.SweepKind;
import io.vpcep.operator.poll.SweepListener;
import io.vpcep.operator.reconcile.TransitionListener;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** What is counted and timed as it happens. */
public final class Meters implements CallListener, SweepListener, TransitionListener {

  private static final Duration[] BUCKETS =
      LongStream.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;

  /**
   * A replica of a release.
   *
   * @param namespace of the Lease that its replicas share; null if it is unknown, which is possible
   *     only without leader election
   * @param lease its name, by which releases differ
   * @param leads whether this replica leads, at the moment of the scrape
   */
  public record Replica(@Nullable String namespace, String lease, BooleanSupplier leads) {

    /** Without a namespace, Prometheus takes that of the scrape. */
    private Tags tags() {
      var tags = Tags.of("lease", lease);
      return namespace == null ? tags : tags.and("namespace", namespace);
    }
  }

  /** Registers what is known from the start. */
  public Meters(MeterRegistry registry, String version, String revision, Replica replica) {
    this.registry = registry;
    Gauge.builder(Metric.BUILD_INFO.meter(), () -> 1)
        .description(Metric.BUILD_INFO.description())
        .tags(Metric.BUILD_INFO.tags(version, revision, Runtime.version().toString()))
        .register(registry);
    Gauge.builder(Metric.LEADER.meter(), () -> replica.leads().getAsBoolean() ? 1 : 0)
        .description(Metric.LEADER.description())
        .tags(replica.tags())
        .register(registry);
    // From 0 on: Prometheus sees no increase in a series that begins with 1.
    BoundedLabels.STAGES.forEach(stage -> counter(Metric.INTERNAL_ERRORS, stage));
  }

  @Override
  public void called(String cloud, String api, String operation, String code, Duration duration) {
    var label = BoundedLabels.code(code);
    count(Metric.API_REQUESTS, cloud, api, operation, label);
    time(Metric.API_REQUEST_DURATION, duration, cloud, api, operation, label);
  }

  @Override
  public void internalError() {
    internalError("cloud");
  }

  @Override
  public void swept(
      SourceKey source, SweepKind kind, Duration duration, @Nullable CloudFailure failure) {
    time(Metric.SWEEP_DURATION, duration, kind.value());
  }

  @Override
  public void moved(@Nullable String from, String to) {
    count(
        Metric.STATE_TRANSITIONS,
        from == null ? BoundedLabels.NONE : BoundedLabels.state(from),
        BoundedLabels.state(to));
  }

  /**
   * Counts a fault of the operator itself. The caller logs it.
   *
   * @param stage the part of the operator, one of {@link BoundedLabels#STAGES}; anything else is
   *     counted as other
   */
  public void internalError(String stage) {
    count(Metric.INTERNAL_ERRORS, BoundedLabels.stage(stage));
  }

  private void count(Metric metric, String... labels) {
    counter(metric, labels).increment();
  }

  private Counter counter(Metric metric, String... labels) {
    return Counter.builder(metric.meter())
        .description(metric.description())
        .tags(metric.tags(labels))
        .register(registry);
  }

  private void time(Metric metric, Duration duration, String... labels) {
    Timer.builder(metric.meter())
        .description(metric.description())
        .serviceLevelObjectives(BUCKETS)
        .tags(metric.tags(labels))
        .register(registry)
        .record(duration);
  }
}
