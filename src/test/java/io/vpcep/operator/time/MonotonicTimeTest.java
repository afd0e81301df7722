package io.vpcep.operator.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class MonotonicTimeTest {

  private static final MonotonicTime ORIGIN = new MonotonicTime(0);
  private static final Duration FOR_EVER = ChronoUnit.FOREVER.getDuration();

  @Test
  void aMomentLaterIsAsFarAwayAsWasAdded() {
    var later = ORIGIN.plus(Duration.ofSeconds(90));

    assertThat(ORIGIN.until(later)).isEqualTo(Duration.ofSeconds(90));
    assertThat(later.until(ORIGIN)).isEqualTo(Duration.ofSeconds(-90));
    assertThat(later.isAfter(ORIGIN)).isTrue();
    assertThat(later.isBefore(ORIGIN)).isFalse();
    assertThat(later).isGreaterThan(ORIGIN);
  }

  @Test
  void theEarlierAndTheLaterOfTwoAreFound() {
    var later = ORIGIN.plus(Duration.ofNanos(1));

    assertThat(MonotonicTime.earlier(later, ORIGIN)).isEqualTo(ORIGIN);
    assertThat(MonotonicTime.earlier(ORIGIN, later)).isEqualTo(ORIGIN);
    assertThat(MonotonicTime.later(later, ORIGIN)).isEqualTo(later);
    assertThat(MonotonicTime.later(ORIGIN, later)).isEqualTo(later);
  }

  @Test
  void noDurationIsTooLong() {
    assertThat(ORIGIN.plus(FOR_EVER)).isEqualTo(MonotonicTime.MAX);
    assertThat(new MonotonicTime(1).plus(Duration.ofNanos(Long.MAX_VALUE)))
        .isEqualTo(MonotonicTime.MAX);
    assertThat(new MonotonicTime(-2).plus(FOR_EVER.negated())).isEqualTo(MonotonicTime.MIN);
    assertThat(new MonotonicTime(-2).plus(Duration.ofNanos(Long.MIN_VALUE)))
        .isEqualTo(MonotonicTime.MIN);
  }

  @Test
  void theEndsStayWhatTheyAre() {
    assertThat(MonotonicTime.MIN.plus(Duration.ofHours(1))).isEqualTo(MonotonicTime.MIN);
    assertThat(MonotonicTime.MAX.plus(Duration.ofHours(-1))).isEqualTo(MonotonicTime.MAX);
    assertThat(MonotonicTime.MIN.until(MonotonicTime.MAX)).isPositive();
  }

  @Test
  void theSystemsClockGoesOn() {
    var clock = MonotonicClock.system();

    var first = clock.now();
    var second = clock.now();

    assertThat(first).isGreaterThanOrEqualTo(ORIGIN).isLessThanOrEqualTo(second);
    assertThat(first.nanos()).isLessThan(Duration.ofMinutes(1).toNanos());
  }
}
