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
    assertThat(with().includes("ours")).isTrue();
    assertThat(with().includes("shards")).isFalse();
    assertThat(with().includes("growth")).isFalse();
    assertThat(with("bench.growth", "true").includes("growth")).isTrue();
    assertThat(with("bench.full", "true").includes("shards")).isTrue();
    assertThat(with("bench.full", "true").quietIntervals()).isEqualTo(5);
  }

  @Test
  void expectsActiveConnectionsEveryFifteenSecondsOrWithAllOthers() {
    assertThat(with().activeInterval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(with("bench.interval", "10s").activeInterval()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void repeatsAScenarioUnderTheSameName() {
    assertThat(BenchSettings.inRun(1, "floor")).isEqualTo("floor");
    assertThat(BenchSettings.inRun(3, "floor")).isEqualTo("floor-3");
    assertThat(with("bench.only", "floor").includes("floor-3")).isTrue();
    assertThat(with("bench.only", "ours").includes("floor-3")).isFalse();
  }

  @Test
  void growsToTheSizesThatTheGoalsSpeakOf() {
    assertThat(with().sizes()).containsExactly(3_000, 30_000);
    assertThat(with().listed()).containsExactly(100_000);
    assertThat(with("bench.growth", "true").listed()).containsExactly(1_000, 10_000, 100_000);
    assertThat(with("bench.listed", "500, 5000").listed()).containsExactly(500, 5_000);
  }

  @Test
  void givesEveryContenderTheOptionsOfTheImage() {
    assertThat(with().limits()).contains("-XX:MaxRAM=256m", "-XX:+UseSerialGC");
    assertThat(with("bench.memory", "512m").limits())
        .contains("-XX:MaxRAM=512m", "-XX:+UseSerialGC");
    assertThat(with("bench.jvm", "-Xmx1g -Xint").limits()).containsExactly("-Xmx1g", "-Xint");
  }

  @Test
  void runsOnlyWhatIsAskedFor() {
    var settings = with("bench.only", "floor, shards");

    assertThat(settings.includes("floor")).isTrue();
    assertThat(settings.includes("shards")).isTrue();
    assertThat(settings.includes("ours")).isFalse();
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
