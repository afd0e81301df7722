package io.vpcep.operator.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0s,        PT0S",
    "60s,       PT1M",
    "1h30m,     PT1H30M",
    "1.5h,      PT1H30M",
    "0.5s,      PT0.5S",
    "1h1h,      PT2H",
    "5m90s,     PT6M30S",
    "250ms,     PT0.25S",
    "1us,       PT0.000001S",
    "1.9ns,     PT0.000000001S",
    "2562047h,  PT2562047H",
  })
  void readsWhatKubernetesUsersWrite(String text, Duration duration) {
    assertThat(GoDuration.parse(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "60", "s", "60 s", " 60s", "60s ", "-60s", "+60s", "1d", "1h30", ".5s", "1.s", "1e3s",
        "1h,5m", "60s\n", "\u0666s"
      })
  void refusesEverythingElse(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("not a duration such as 90s, 5m or 1h30m: " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2562048h", "9999999999h", "9223372037s", "2562047h48m"})
  void refusesWhatGoCouldNotHold(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GoDuration.parse(text))
        .withMessage("longer than 2562047h: " + text);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S,     0s",
    "PT10S,    10s",
    "PT1M30S,  1m30s",
    "PT48H,    48h",
    "PT1H0.5S, 1h0.5s",
    "PT0.001S, 0.001s",
    "PT100S,   1m40s",
  })
  void writesTheLargestUnits(Duration duration, String text) {
    assertThat(GoDuration.format(duration)).isEqualTo(text);
  }

  @Test
  void readsWhatItWrites() {
    var duration = Duration.ofSeconds(98_765, 4_321);

    assertThat(GoDuration.parse(GoDuration.format(duration))).isEqualTo(duration);
  }
}
