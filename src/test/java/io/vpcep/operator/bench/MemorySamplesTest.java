package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vpcep.operator.bench.SoakPlan.Window;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemorySamplesTest {

  private static final Window WINDOW = new Window(Duration.ofSeconds(10), Duration.ofSeconds(20));

  private final MemorySamples samples = new MemorySamples();

  @Test
  void averagesOneReplicaInTheWindow() {
    samples.add(Duration.ofSeconds(9), "one", 1_000);
    samples.add(Duration.ofSeconds(10), "one", 100);
    samples.add(Duration.ofSeconds(19), "one", 110);
    samples.add(Duration.ofSeconds(15), "other", 1_000);
    samples.add(Duration.ofSeconds(20), "one", 1_000);

    assertThat(samples.mean("one", WINDOW)).isEqualTo(105);
  }

  @Test
  void refusesAReplicaThatWasNotMeasured() {
    assertThatThrownBy(() -> samples.mean("one", WINDOW)).isInstanceOf(BenchException.class);
  }
}
