package io.vpcep.operator.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExponentialBackoffTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Random random = new Random(1);
  private final ExponentialBackoff backoff = new ExponentialBackoff(random::nextDouble);

  @Test
  void theJitterOnlyLengthensAndByAQuarterAtMost() {
    for (int failures = 1; failures <= 6; failures++) {
      var doubled = Duration.ofSeconds(1L << (failures - 1));
      for (int i = 0; i < 100; i++) {
        assertThat(backoff.pause(failures, null, MINUTE))
            .isBetween(doubled, doubled.multipliedBy(5).dividedBy(4));
      }
    }
  }

  @Test
  void noTwoSourcesPauseAlike() {
    var pauses = IntStream.range(0, 20).mapToObj(i -> backoff.pause(5, null, MINUTE));

    assertThat(pauses.distinct()).hasSizeGreaterThan(15);
  }

  @Test
  void aPauseIsNeverLongerThanTheIntervalOrAMinute() {
    for (int i = 0; i < 1000; i++) {
      var interval = Duration.ofSeconds(random.nextInt(1, 600));
      var asked = random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(10_000));
      var cap = interval.compareTo(MINUTE) > 0 ? interval : MINUTE;

      assertThat(backoff.pause(random.nextInt(1, 1_000_000), asked, interval))
          .isBetween(Duration.ofSeconds(1), cap);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, PT30S, PT1M,  PT30S",
    "1, PT45S, PT10S, PT45S",
    "1, PT1H,  PT10S, PT1M",
    "1, PT1H,  PT10M, PT10M",
    "1, PT0S,  PT1M,  PT1S",
    "4, PT2S,  PT1M,  PT8S",
  })
  void theCloudIsObeyedWithinTheCap(
      int failures, Duration asked, Duration interval, Duration pause) {
    assertThat(new ExponentialBackoff(() -> 0).pause(failures, asked, interval)).isEqualTo(pause);
  }
}
