package io.vpcep.operator.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Five at once, and then one every ten seconds. */
class TokenBucketTest {

  private static final Duration TEN = Duration.ofSeconds(10);

  private final TokenBucket bucket = new TokenBucket(5, TEN);

  @Test
  void itGivesItsCapacityAtOnce() {
    // When
    for (int i = 0; i < 4; i++) {
      bucket.take(at(100));
    }

    // Then
    assertThat(bucket.availableAt()).isLessThanOrEqualTo(at(100));
  }

  @Test
  void itGivesAnotherWhenOneHasComeIn() {
    // When
    drain(at(100));

    // Then
    assertThat(bucket.availableAt()).isEqualTo(at(110));
    assertThat(bucket.fullAt()).isEqualTo(at(150));
  }

  @Test
  void itNeverHoldsMoreThanItsCapacity() {
    // Given
    drain(at(100));

    // When
    drain(at(10_000));

    // Then
    assertThat(bucket.availableAt()).isEqualTo(at(10_010));
  }

  @Test
  void whatIsTakenFromAnEmptyOneIsNotOwed() {
    // Given
    drain(at(100));

    // When
    bucket.take(at(105));

    // Then
    assertThat(bucket.availableAt()).isEqualTo(at(115));
  }

  @Test
  void whatIsGivenBackWasNotTaken() {
    // Given
    bucket.take(at(100));
    bucket.take(at(101));

    // When
    bucket.refund();

    // Then
    assertThat(bucket.fullAt()).isEqualTo(at(110));
  }

  private void drain(MonotonicTime now) {
    for (int i = 0; i < 5; i++) {
      bucket.take(now);
    }
  }

  private static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
