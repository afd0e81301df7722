package io.vpcep.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0s,       PT0S",
    "90s,      PT1M30S",
    "1h30m,    PT1H30M",
    "1.5h,     PT1H30M",
    "1h1h,     PT2H",
    "250ms,    PT0.25S",
    "10us,     PT0.00001S",
    "7ns,      PT0.000000007S",
    "0.5ns,    PT0S",
    "00060s,   PT1M",
    "1m0.001s, PT1M0.001S",
  })
  void readsWhatUsersOfKubernetesWrite(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "-5s", "+5s", "5 s", " 5s", "5s ", "5d", "1.s", ".5s", "5S", "1h30"})
  void refusesEverythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessageContaining("90s, 5m or 1h30m");
  }

  @Test
  void countsWhatIsTooLongAsTheLongest() {
    assertThat(GoDuration.parse("99999999999h")).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,      0s",
    "PT10S,     10s",
    "PT30M,     30m",
    "PT1H30M,   1h30m",
    "PT48H,     48h",
    "PT1H0.5S,  1h0.5s",
    "PT1.5S,    1.5s",
    "PT0.001S,  0.001s",
    "PT20M20S,  20m20s",
  })
  void writesTheLargestUnits(Duration duration, String text) {
    assertThat(GoDuration.format(duration)).isEqualTo(text);
  }

  @Test
  void readsWhatItWrote() {
    var random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      var duration = Duration.ofNanos(random.nextLong() >>> (1 + random.nextInt(63)));
      assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
    }
  }
}
