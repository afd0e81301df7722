package io.vpcep.operator.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkCollectorTest {

  private final Exposition exposition = new Exposition();
  private final AtomicInteger errors = new AtomicInteger();

  @Test
  void tellsHowLongDueWorkHasWaited() {
    exposition
        .registry()
        .getPrometheusRegistry()
        .register(
            new WorkCollector(
                () ->
                    Map.of(
                        "sweep", Duration.ofMillis(1500),
                        "reconcile", Duration.ZERO,
                        "tenant-1", Duration.ofSeconds(2),
                        "tenant-2", Duration.ofSeconds(3)),
                errors::incrementAndGet));

    exposition.assertType("vpcep_work_oldest_due_seconds", "gauge");
    assertThat(exposition.series("vpcep_work_oldest_due_seconds"))
        .containsExactly(
            "vpcep_work_oldest_due_seconds{stage=\"other\"} 3.0",
            "vpcep_work_oldest_due_seconds{stage=\"reconcile\"} 0.0",
            "vpcep_work_oldest_due_seconds{stage=\"sweep\"} 1.5");
  }

  @Test
  void countsThatItCannotTell() {
    exposition
        .registry()
        .getPrometheusRegistry()
        .register(
            new WorkCollector(
                () -> {
                  throw new IllegalStateException("of the test");
                },
                errors::incrementAndGet));

    assertThat(exposition.scrape(Exposition.TEXT)).isEmpty();
    assertThat(errors).hasValue(1);
  }
}
