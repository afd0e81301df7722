package io.vpcep.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.leadership.LeaseLock.Step;
import io.vpcep.operator.support.FakeClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who gets the Lease, and when. */
class LeaseLockTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  private final FakeClock time = new FakeClock(NOON);
  private final SharedLease lease = new SharedLease();
  private final LeaseLock first = candidate("first", Duration.ZERO);
  private final LeaseLock second = candidate("second", Duration.ZERO);

  @Test
  void theFirstToComeLeadsAndTheOtherStandsBy() {
    assertThat(first.step(PATIENCE)).isInstanceOf(Step.Leads.class);
    assertThat(second.step(PATIENCE)).isEqualTo(new Step.StandsBy("first"));
  }

  @Test
  void whoRenewsInTimeLeadsForAsLongAsItLikes() {
    for (int i = 0; i < 20; i++) {
      assertThat(first.step(PATIENCE)).isInstanceOf(Step.Leads.class);
      assertThat(second.step(PATIENCE)).isEqualTo(new Step.StandsBy("first"));
      time.pass(Duration.ofSeconds(10));
    }
    assertThat(lease.transitions()).isZero();
  }

  @Test
  void whoIsNotHeardOfIsFollowedWhenItsLeaseHasBeenTheSameForItsDurationAndNotBefore() {
    // Given
    first.step(PATIENCE);
    time.pass(Duration.ofSeconds(2));
    second.step(PATIENCE);
    assertThat(second.untilFree()).isEqualTo(Duration.ofSeconds(15));
    // When
    time.pass(Duration.ofSeconds(15).minusMillis(1));
    // Then
    assertThat(second.step(PATIENCE)).isEqualTo(new Step.StandsBy("first"));
    time.pass(Duration.ofMillis(1));
    assertThat(second.step(PATIENCE)).isInstanceOf(Step.Leads.class);
    assertThat(lease.transitions()).isEqualTo(1);
    assertThat(first.step(PATIENCE)).isEqualTo(new Step.StandsBy("second"));
  }

  @Test
  void aHostWhoseClockIsAnHourAheadTakesNobodyForDead() {
    // Given
    var ahead = candidate("ahead", Duration.ofHours(1));
    first.step(PATIENCE);
    // When
    var step = ahead.step(PATIENCE);
    // Then
    assertThat(step).isEqualTo(new Step.StandsBy("first"));
  }

  @Test
  void whatIsReleasedIsFreeAtOnce() {
    // Given
    first.step(PATIENCE);
    second.step(PATIENCE);
    // When
    assertThat(first.release(PATIENCE)).isTrue();
    // Then
    assertThat(lease.holder()).isNull();
    assertThat(second.step(PATIENCE)).isInstanceOf(Step.Leads.class);
  }

  @Test
  void aStandbyHasNothingToRelease() {
    first.step(PATIENCE);
    second.step(PATIENCE);

    assertThat(second.release(PATIENCE)).isFalse();
    assertThat(lease.holder()).isEqualTo("first");
  }

  @Test
  void aLeaderKeepsItsLeaseThoughSomebodyTouchesOrDeletesIt() {
    first.step(PATIENCE);
    lease.touch();
    assertThat(first.step(PATIENCE)).isInstanceOf(Step.Leads.class);
    lease.delete();
    assertThat(first.step(PATIENCE)).isInstanceOf(Step.Leads.class);
    assertThat(lease.holder()).isEqualTo("first");
  }

  @Test
  void leadingCountsFromBeforeTheRequestThatWasAnswered() {
    // Given
    first.step(PATIENCE);
    time.pass(Duration.ofSeconds(5));
    // When
    var step = first.step(PATIENCE);
    // Then
    assertThat(step).isEqualTo(new Step.Leads(Duration.ofSeconds(5).toNanos()));
  }

  @Test
  void whoCannotTellSaysSoAndFindsItsOwnLeaseAgain() {
    // Given
    first.step(PATIENCE);
    lease.silent(true);
    // When
    assertThatThrownBy(() -> first.step(PATIENCE)).isInstanceOf(KubernetesClientException.class);
    // Then
    lease.silent(false);
    assertThat(first.step(PATIENCE)).isInstanceOf(Step.Leads.class);
  }

  private LeaseLock candidate(String identity, Duration ahead) {
    return new LeaseLock(
        lease,
        "vpcep-system",
        "vpcep-operator",
        identity,
        TERMS,
        Clock.offset(time, ahead),
        () -> Duration.between(NOON, time.instant()).toNanos());
  }
}
