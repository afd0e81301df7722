package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the sources of a service that seems dead may be asked. The back-off has no jitter here. */
class ProbingTest {

  private static final CloudFailure DEAD = failure(Reason.CLOUD_UNAVAILABLE);
  private static final SourceKey A = source("a");
  private static final SourceKey B = source("b");
  private static final SourceKey C = source("c");
  private static final SourceKey HEALTHY = source("healthy");

  private final CircuitBreaker circuitBreaker = new CircuitBreaker(new ExponentialBackoff(() -> 0));

  @BeforeEach
  void twoSourcesAreInTrouble() {
    circuitBreaker.completed(A, DEAD, at(100));
    circuitBreaker.completed(B, DEAD, at(100));
  }

  @Test
  void twoSourcesInTroubleAreAskedWhenTheyAreDue() {
    // When
    boolean concernsOthers = circuitBreaker.completed(A, DEAD, at(101));

    // Then
    assertThat(concernsOthers).isFalse();
    circuitBreaker.started(B);
    assertThat(circuitBreaker.earliest(A, at(101))).isEqualTo(at(101));
  }

  @Test
  void theThirdOneHoldsAllOfThemBackAndNobodyElse() {
    // When
    boolean concernsOthers = circuitBreaker.completed(C, DEAD, at(101));

    // Then
    assertThat(concernsOthers).isTrue();
    assertThat(circuitBreaker.earliest(A, at(101))).isEqualTo(at(102));
    assertThat(circuitBreaker.earliest(A, at(200))).isEqualTo(at(200));
    assertThat(circuitBreaker.earliest(HEALTHY, at(101))).isEqualTo(at(101));
  }

  @Test
  void oneIsAskedAtATimeWhileTheOthersWait() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));

    // When
    circuitBreaker.started(HEALTHY);
    circuitBreaker.started(A);

    // Then
    assertThat(circuitBreaker.earliest(B, at(102))).isEqualTo(MonotonicTime.MAX);
    assertThat(circuitBreaker.earliest(HEALTHY, at(102))).isEqualTo(at(102));
  }

  @Test
  void probesThatFailComeLessAndLessOften() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));

    // When
    circuitBreaker.started(A);
    boolean concernsOthers = circuitBreaker.completed(A, DEAD, at(102));
    var second = circuitBreaker.earliest(B, at(102));
    circuitBreaker.started(B);
    circuitBreaker.completed(B, DEAD, at(104));

    // Then
    assertThat(concernsOthers).isTrue();
    assertThat(second).isEqualTo(at(104));
    assertThat(circuitBreaker.earliest(C, at(104))).isEqualTo(at(108));
  }

  @Test
  void aSourceThatWasAskedBeforeTheOthersFailedDoesNotPutTheProbeOff() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));

    // When
    boolean ofKnown = circuitBreaker.completed(A, DEAD, at(150));
    boolean ofFourth = circuitBreaker.completed(HEALTHY, DEAD, at(150));

    // Then
    assertThat(ofKnown).isFalse();
    assertThat(ofFourth).isFalse();
    assertThat(circuitBreaker.earliest(B, at(101))).isEqualTo(at(102));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void anyResponseLetsAllBeAskedAgain(Reason reason) {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));

    // When
    boolean concernsOthers = circuitBreaker.completed(HEALTHY, failure(reason), at(101));
    boolean again = circuitBreaker.completed(HEALTHY, null, at(101));

    // Then
    assertThat(concernsOthers).isTrue();
    assertThat(again).isFalse();
    assertThat(circuitBreaker.earliest(A, at(101))).isEqualTo(at(101));
  }

  @Test
  void afterAResponseItTakesThreeInTroubleAgainAndTheProbesBeginAnew() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));
    circuitBreaker.completed(C, null, at(102));

    // When
    circuitBreaker.completed(A, DEAD, at(200));
    circuitBreaker.completed(B, DEAD, at(200));
    var afterTwo = circuitBreaker.earliest(A, at(200));
    circuitBreaker.completed(C, DEAD, at(200));

    // Then
    assertThat(afterTwo).isEqualTo(at(200));
    assertThat(circuitBreaker.earliest(A, at(200))).isEqualTo(at(201));
  }

  @Test
  void aProbeForWhichTheCloudWasNotAskedMakesRoomForAnother() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));
    circuitBreaker.started(A);

    // When
    boolean ofAnother = circuitBreaker.completed(B, failure(Reason.ACCOUNT_NOT_READY), at(103));
    boolean ofTheProbe = circuitBreaker.completed(A, failure(Reason.ACCOUNT_NOT_READY), at(103));

    // Then
    assertThat(ofAnother).isFalse();
    assertThat(ofTheProbe).isTrue();
    assertThat(circuitBreaker.earliest(B, at(103))).isEqualTo(at(103));
  }

  @Test
  void aProbeThatIsNotMadeMakesRoomForAnother() {
    // Given
    circuitBreaker.completed(C, DEAD, at(101));
    circuitBreaker.started(A);

    // When
    boolean ofAnother = circuitBreaker.cancelled(B);
    boolean ofTheProbe = circuitBreaker.cancelled(A);

    // Then
    assertThat(ofAnother).isFalse();
    assertThat(ofTheProbe).isTrue();
    assertThat(circuitBreaker.earliest(B, at(103))).isEqualTo(at(103));
  }

  @Test
  void theNextProbeWaitsAsLongAsTheServiceAsksFor() {
    // When
    circuitBreaker.completed(
        C, new CloudFailure(Reason.THROTTLED, "slow down", Duration.ofSeconds(40)), at(101));

    // Then
    assertThat(circuitBreaker.earliest(A, at(101))).isEqualTo(at(141));
  }

  @Test
  void sourcesThatNobodyWatchesAnyMoreDoNotCount() {
    // Given
    circuitBreaker.forget(A);

    // When
    circuitBreaker.completed(C, DEAD, at(101));

    // Then
    assertThat(circuitBreaker.earliest(B, at(101))).isEqualTo(at(101));
  }

  private static SourceKey source(String id) {
    return new SourceKey(PollerFixture.ACCOUNT, new Source(VpcepSource.KIND, id));
  }

  private static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
