package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.NOON;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.byMarker;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.poll.Polling.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cloud that fails. The back-off has no jitter here. */
class TroubleTest {

  private final Polling polling = new Polling(() -> 0);

  @BeforeEach
  void theServiceHasThreeThousandConnections() {
    polling.cloud.holds(
        "service-1",
        IntStream.range(0, 3_000).mapToObj(TroubleTest::connection).toArray(Connection[]::new));
  }

  @Test
  void aPageThatFailsFailsOnlyWhatItWouldHaveHeld() {
    // Given
    polling.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));
    polling.watch("first", aWatch("endpoint-0"));
    polling.watch("second", aWatch("endpoint-1500"));
    polling.watch("third", byMarker(2999));

    // When
    polling.time.pass(SECOND);

    // Then
    var end = NOON.plusMillis(200);
    assertThat(polling.known("first")).isEqualTo(Observation.of(present(0), at(end)));
    assertThat(polling.known("second"))
        .isEqualTo(Observation.awaited(at(NOON)).failing(failure(Reason.CLOUD_UNAVAILABLE)));
    assertThat(polling.known("third")).isEqualTo(Observation.of(present(2999), at(end)));
  }

  @Test
  void twoBadPagesInARowAreACloudInTrouble() {
    // Given
    polling.cloud.failsAt(0, failure(Reason.CLOUD_UNAVAILABLE));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofMillis(500));
    polling.cloud.recovers();
    polling.cloud.failsAt(1000, failure(Reason.INVALID_RESPONSE));
    polling.cloud.failsAt(2000, failure(Reason.INVALID_RESPONSE));
    polling.cloud.calls().clear();

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.cloud.calls()).hasSize(3);
    assertThat(polling.known("w").sighting()).isEqualTo(present(0));
  }

  @Test
  void aThrottledWalkStopsAtOnce() {
    // Given
    polling.cloud.failsAt(1000, failure(Reason.THROTTLED));
    polling.watch("w", aWatch("endpoint-2500"));

    // When
    polling.time.pass(Duration.ofMillis(500));

    // Then
    assertThat(polling.cloud.calls()).hasSize(2);
    assertThat(polling.known("w").failure()).isEqualTo(failure(Reason.THROTTLED));
  }

  @Test
  void aFailureStandsBesideWhatWasLastSeen() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.failsAlways(failure(Reason.FORBIDDEN));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w"))
        .isEqualTo(
            Observation.of(present(0), at(NOON.plusMillis(200)))
                .failing(failure(Reason.FORBIDDEN)));
  }

  @Test
  void everybodyIsToldOnceThatTheCloudFailsAndOnceThatItIsBack() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.news();
    polling.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));

    // When
    polling.time.pass(Duration.ofMinutes(5));
    var toldOfTheOutage = polling.news();
    polling.cloud.recovers();
    polling.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(toldOfTheOutage).containsExactly("w");
    assertThat(polling.news()).containsExactly("w");
  }

  @Test
  void howLongTheCloudAsksToBeLeftAloneIsNoNews() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.cloud.failsAlways(throttled(Duration.ofSeconds(10)));
    polling.time.pass(SECOND);
    polling.news();
    polling.cloud.failsAlways(throttled(Duration.ofSeconds(20)));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 10.2, 30.2, 50.2);
    assertThat(polling.news()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"THROTTLED", "CLOUD_UNAVAILABLE"})
  void aCloudInTroubleIsAskedLessAndLessOften(Reason reason) {
    // Given
    polling.cloud.failsAlways(failure(reason));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofMinutes(4));

    // Then
    assertThat(polling.sweeps())
        .containsExactly(0.2, 1.2, 3.2, 7.2, 15.2, 31.2, 63.2, 111.2, 159.2, 207.2);
  }

  @Test
  void theBackOffMayGrowToALongInterval() {
    // Given
    polling.cloud.failsAlways(failure(Reason.THROTTLED));
    polling.watch("w", every(Duration.ofMinutes(5), aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofMinutes(20));

    // Then
    assertThat(polling.sweeps())
        .containsExactly(0.2, 1.2, 3.2, 7.2, 15.2, 31.2, 63.2, 127.2, 255.2, 495.2, 735.2, 975.2);
  }

  @Test
  void anAnswerEndsTheBackOff() {
    // Given
    polling.cloud.failsAlways(failure(Reason.THROTTLED));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(5));
    polling.cloud.recovers();

    // When
    polling.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 1.2, 3.2, 7.2, 67.2, 127.2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void aRefusalIsNotRepeatedBeforeTheNextPoll(Reason reason) {
    // Given
    polling.cloud.failsAlways(failure(reason));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 60.2, 120.2);
    assertThat(polling.cloud.calls()).hasSize(3);
  }

  @Test
  void anAccountThatIsNotReadyCostsNoCallAndIsAskedAgainAtEachPoll() {
    // Given
    polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 60.2, 120.2);
    assertThat(polling.cloud.calls()).isEmpty();
    assertThat(polling.known("w").failure()).isEqualTo(failure(Reason.ACCOUNT_NOT_READY));
  }

  @Test
  void anAccountThatCanBeUsedAgainEndsTheBackOff() {
    // Given
    polling.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(35));
    polling.cloud.recovers();
    polling.poller.accountChanged(Polling.ACCOUNT);

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).endsWith(31.2, 35.2);
    assertThat(polling.known("w").sighting()).isEqualTo(present(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBugInACallIsShownAsOurFault(boolean knownBefore) {
    // Given
    if (knownBefore) {
      polling.watch("w", aWatch("endpoint-0"));
      polling.time.pass(SECOND);
      polling.news();
    }
    polling.cloud.breaksWith(new IllegalStateException("bug"));
    polling.watch("w", requesting("now", aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofSeconds(5));

    // Then
    assertThat(polling.news()).containsExactly("w");
    assertThat(polling.known("w").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INTERNAL_ERROR,
                "Internal error in vpcep-operator: the operator's log has the stack trace."));
  }

  @Test
  void aBugInACallIsRetriedWithABackOff() {
    // Given
    polling.cloud.breaksWith(new IllegalStateException("bug"));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.recovers();

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w"))
        .isEqualTo(Observation.of(present(0), at(NOON.plusMillis(1_200))));
  }

  @Test
  void aNewWatcherOfASourceInTroubleLearnsOfItAtOnce() {
    // Given
    polling.cloud.failsAlways(failure(Reason.SOURCE_NOT_FOUND));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);

    // When
    var first = polling.watch("new", aWatch("endpoint-1"));

    // Then
    assertThat(first.failure()).isEqualTo(failure(Reason.SOURCE_NOT_FOUND));
  }

  @Test
  void theLastSuccessIsTheLastSweepWithoutAnyFailure() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.watch("v", aWatch("endpoint-1"));
    polling.time.pass(SECOND);
    polling.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.poller.sources())
        .extracting(SourceView::lastSuccess)
        .containsExactly(at(NOON.plusMillis(200)));
  }

  private static CloudFailure throttled(Duration retryAfter) {
    return new CloudFailure(Reason.THROTTLED, "it is Throttled", retryAfter);
  }

  private static Sighting present(long number) {
    return new Sighting.Present(connection(number));
  }

  private static Connection connection(long number) {
    return aConnection().of("endpoint-" + number).marked(number).build();
  }
}
