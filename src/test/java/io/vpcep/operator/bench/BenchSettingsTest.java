package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BenchSettingsTest {

  @Test
  void measuresTenThousandConnectionsOfTenServicesEachMinute() {
    var settings = with();

    assertThat(settings.connections()).isEqualTo(10_000);
    assertThat(settings.services()).isEqualTo(10);
    assertThat(settings.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.fewestCalls()).isEqualTo(10);
  }

  @Test
  void takesEmptyPropertiesForMissingOnesAsMavenSetsThem() {
    assertThat(with("bench.connections", "", "bench.only", "").connections()).isEqualTo(10_000);
  }

  @Test
  void leavesGrowthAndShardsToAFullRun() {
    assertThat(with().runs("ours")).isTrue();
    assertThat(with().runs("shards")).isFalse();
    assertThat(with().runs("growth")).isFalse();
    assertThat(with("bench.growth", "true").runs("growth")).isTrue();
    assertThat(with("bench.full", "true").runs("shards")).isTrue();
    assertThat(with("bench.full", "true").quietIntervals()).isEqualTo(5);
  }

  @Test
  void givesEveryContenderTheOptionsOfTheImage() {
    assertThat(with().limits()).contains("-XX:MaxRAM=256m", "-XX:+UseSerialGC");
    assertThat(with("bench.jvm", "-Xmx1g -Xint").limits()).containsExactly("-Xmx1g", "-Xint");
  }

  @Test
  void runsOnlyWhatIsAskedFor() {
    var settings = with("bench.only", "floor, shards");

    assertThat(settings.runs("floor")).isTrue();
    assertThat(settings.runs("shards")).isTrue();
    assertThat(settings.runs("ours")).isFalse();
  }

  @Test
  void needsAPageForEachThousandOfAService() {
    assertThat(with("bench.connections", "10010").fewestCalls()).isEqualTo(20);
  }

  static BenchSettings with(String... pairs) {
    var properties = new Properties();
    for (int i = 0; i < pairs.length; i += 2) {
      properties.setProperty(pairs[i], pairs[i + 1]);
    }
    return BenchSettings.of(properties);
  }
}
