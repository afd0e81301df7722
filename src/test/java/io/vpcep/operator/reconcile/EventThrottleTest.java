package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may try to record events after some were refused. */
class EventThrottleTest {

  private static final ResourceKey A = key("shop", "a");
  private static final ResourceKey B = key("shop", "b");
  private static final ResourceKey C = key("shop", "c");

  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final List<ResourceKey> turns = new ArrayList<>();
  private final EventThrottle admission = new EventThrottle(time, time, turns::add);

  @Test
  void afterARefusalNobodyOfTheNamespaceTriesAndTheOthersDo() {
    admission.refused(A, false, null);

    assertThat(admission.mayTry(B)).isFalse();
    assertThat(admission.mayTry(key("other", "a"))).isTrue();
  }

  @Test
  void afterThePauseTheyTakeTurnsOneAtATime() {
    // Given
    admission.refused(A, false, null);
    admission.mayTry(B);
    admission.mayTry(C);

    // When
    time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(turns).containsExactly(A);
    assertThat(admission.mayTry(B)).isFalse();
    assertThat(admission.mayTry(A)).isTrue();

    // When
    admission.settled(A);
    time.pass(Duration.ZERO);

    // Then
    assertThat(turns).containsExactly(A, B);
  }

  @Test
  void whenAllIsRecordedTheNamespaceIsOpen() {
    // Given
    admission.refused(A, false, null);
    time.pass(Duration.ofSeconds(1));

    // When
    admission.settled(A);

    // Then
    assertThat(admission.mayTry(B)).isTrue();
    assertThat(time.planned()).isZero();
  }

  @Test
  void eachRefusalInARowDoublesThePauseUpToAMinute() {
    assertThat(pausesAfter(false)).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void aMissingRightIsTriedSeldom() {
    assertThat(pausesAfter(true)).containsExactly(60L, 120L, 240L, 480L, 600L, 600L, 600L, 600L);
  }

  private List<Long> pausesAfter(boolean forbidden) {
    var pauses = new ArrayList<Long>();
    for (int i = 0; i < 8; i++) {
      turns.clear();
      admission.refused(A, forbidden, null);
      long seconds = 0;
      while (turns.isEmpty()) {
        time.pass(Duration.ofSeconds(1));
        seconds++;
      }
      pauses.add(seconds);
    }
    return pauses;
  }

  @Test
  void manyRefusalsAtTheSameTimeCountAsOne() {
    // Given
    admission.refused(A, false, null);
    admission.refused(B, false, null);
    admission.refused(C, false, null);

    // When
    time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(turns).containsExactly(A);
  }

  @Test
  void whatTheServerAsksForIsObeyed() {
    // Given
    admission.refused(A, false, Duration.ofSeconds(7));

    // When
    time.pass(Duration.ofMillis(6_999));
    boolean early = !turns.isEmpty();
    time.pass(Duration.ofMillis(1));

    // Then
    assertThat(early).isFalse();
    assertThat(turns).containsExactly(A);
  }

  @Test
  void aTurnThatNobodyTakesIsPassedOn() {
    // Given
    admission.refused(A, false, null);
    admission.mayTry(B);
    time.pass(Duration.ofSeconds(1));

    // When
    time.pass(Duration.ofSeconds(5));

    // Then
    assertThat(turns).containsExactly(A, B);
  }

  @Test
  void whoIsGoneHoldsNobodyUp() {
    // Given
    admission.refused(A, false, null);
    admission.mayTry(B);

    // When
    admission.settled(A);
    time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(turns).containsExactly(B);
  }

  private static ResourceKey key(String namespace, String name) {
    return new ResourceKey(VpcEndpointConnection.class, namespace, name);
  }
}
