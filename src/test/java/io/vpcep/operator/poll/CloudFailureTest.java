package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.byMarker;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cloud that fails. The back-off has no jitter here. */
class CloudFailureTest {

  private final PollerFixture pollerFixture = new PollerFixture(() -> 0);

  @BeforeEach
  void theServiceHasThreeThousandConnections() {
    pollerFixture.cloud.holds(
        "service-1",
        IntStream.range(0, 3_000)
            .mapToObj(CloudFailureTest::connection)
            .toArray(Connection[]::new));
  }

  @Test
  void aPageThatFailsFailsOnlyWhatItWouldHaveHeld() {
    // Given
    pollerFixture.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.watch("first", aWatch("endpoint-0"));
    pollerFixture.watch("second", aWatch("endpoint-1500"));
    pollerFixture.watch("third", byMarker(2999));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    var end = NOON.plusMillis(200);
    assertThat(pollerFixture.known("first")).isEqualTo(Observation.of(present(0), at(end)));
    assertThat(pollerFixture.known("second"))
        .isEqualTo(Observation.awaited(at(NOON)).failing(failure(Reason.CLOUD_UNAVAILABLE)));
    assertThat(pollerFixture.known("third")).isEqualTo(Observation.of(present(2999), at(end)));
  }

  @Test
  void twoBadPagesInARowAreACloudInTrouble() {
    // Given
    pollerFixture.cloud.failsAt(0, failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofMillis(500));
    pollerFixture.cloud.recovers();
    pollerFixture.cloud.failsAt(1000, failure(Reason.INVALID_RESPONSE));
    pollerFixture.cloud.failsAt(2000, failure(Reason.INVALID_RESPONSE));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(3);
    assertThat(pollerFixture.known("w").presence()).isEqualTo(present(0));
  }

  @Test
  void afterTwoBadPagesInARowNoOtherIsRead() {
    // Given
    pollerFixture.cloud.givesAtMost(500);
    pollerFixture.cloud.failsAt(500, failure(Reason.INVALID_RESPONSE));
    pollerFixture.cloud.failsAt(1500, failure(Reason.INVALID_RESPONSE));
    pollerFixture.watch("w", aWatch("endpoint-2800"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(3);
  }

  @Test
  void aThrottledWalkStopsAtOnce() {
    // Given
    pollerFixture.cloud.failsAt(1000, failure(Reason.THROTTLED));
    pollerFixture.watch("w", aWatch("endpoint-2500"));

    // When
    pollerFixture.time.pass(Duration.ofMillis(500));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(2);
    assertThat(pollerFixture.known("w").failure()).isEqualTo(failure(Reason.THROTTLED));
  }

  @Test
  void aFailureStandsBesideWhatWasLastSeen() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.failsAlways(failure(Reason.FORBIDDEN));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(
            Observation.of(present(0), at(NOON.plusMillis(200)))
                .failing(failure(Reason.FORBIDDEN)));
  }

  @Test
  void everybodyIsNotifiedOnceThatTheCloudFailsAndOnceThatItIsBack() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.news();
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(5));
    var notifiedOfTheOutage = pollerFixture.news();
    pollerFixture.cloud.recovers();
    pollerFixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(notifiedOfTheOutage).containsExactly("w");
    assertThat(pollerFixture.news()).containsExactly("w");
  }

  @Test
  void howLongTheCloudAsksToBeLeftAloneIsNoNews() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.cloud.failsAlways(throttled(Duration.ofSeconds(10)));
    pollerFixture.time.pass(SECOND);
    pollerFixture.news();
    pollerFixture.cloud.failsAlways(throttled(Duration.ofSeconds(20)));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 10.2, 30.2, 50.2);
    assertThat(pollerFixture.news()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"THROTTLED", "CLOUD_UNAVAILABLE"})
  void aCloudInTroubleIsAskedLessAndLessOften(Reason reason) {
    // Given
    pollerFixture.cloud.failsAlways(failure(reason));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(4));

    // Then
    assertThat(pollerFixture.sweeps())
        .containsExactly(0.2, 1.2, 3.2, 7.2, 15.2, 31.2, 63.2, 111.2, 159.2, 207.2);
  }

  @Test
  void theBackOffMayGrowToALongInterval() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.THROTTLED));
    pollerFixture.watch("w", every(Duration.ofMinutes(5), aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(20));

    // Then
    assertThat(pollerFixture.sweeps())
        .containsExactly(0.2, 1.2, 3.2, 7.2, 15.2, 31.2, 63.2, 127.2, 255.2, 495.2, 735.2, 975.2);
  }

  @Test
  void aResponseEndsTheBackOff() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.THROTTLED));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(5));
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 1.2, 3.2, 7.2, 67.2, 127.2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"FORBIDDEN", "SOURCE_NOT_FOUND", "INVALID_RESPONSE"})
  void aRefusalIsNotRepeatedBeforeTheNextPoll(Reason reason) {
    // Given
    pollerFixture.cloud.failsAlways(failure(reason));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2, 120.2);
    assertThat(pollerFixture.cloud.calls()).hasSize(3);
  }

  @Test
  void anAccountThatIsNotReadyCostsNoCallAndIsAskedAgainAtEachPoll() {
    // Given
    pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(130));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2, 120.2);
    assertThat(pollerFixture.cloud.calls()).isEmpty();
    assertThat(pollerFixture.known("w").failure()).isEqualTo(failure(Reason.ACCOUNT_NOT_READY));
  }

  @Test
  void anAccountThatCanBeUsedAgainEndsTheBackOff() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(35));
    pollerFixture.cloud.recovers();
    pollerFixture.poller.accountChanged(PollerFixture.ACCOUNT);

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).endsWith(31.2, 35.2);
    assertThat(pollerFixture.known("w").presence()).isEqualTo(present(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aBugInACallIsShownAsOurFault(boolean knownBefore) {
    // Given
    if (knownBefore) {
      pollerFixture.watch("w", aWatch("endpoint-0"));
      pollerFixture.time.pass(SECOND);
      pollerFixture.news();
    }
    pollerFixture.cloud.breaksWith(new IllegalStateException("bug"));
    pollerFixture.watch("w", requesting("now", aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(5));

    // Then
    assertThat(pollerFixture.news()).containsExactly("w");
    assertThat(pollerFixture.known("w").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INTERNAL_ERROR,
                "Internal error in vpcep-operator: the operator's log has the stack trace."));
  }

  @Test
  void aBugInACallIsRetriedWithABackOff() {
    // Given
    pollerFixture.cloud.breaksWith(new IllegalStateException("bug"));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.of(present(0), at(NOON.plusMillis(1_200))));
  }

  @Test
  void aSourceThatDoesNotExistIsNamedWithItsProjectItsRegionAndItsAccount() {
    // Given
    pollerFixture.cloud.failsAlways(
        new CloudFailure(Reason.SOURCE_NOT_FOUND, "Check the ID. Cloud: 404 EndPoint.0005."));

    // When
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.watch("new", aWatch("endpoint-1")).failure())
        .isEqualTo(
            new CloudFailure(
                Reason.SOURCE_NOT_FOUND,
                "VPC endpoint service service-1 does not exist in project project-1, region eu-de"
                    + " (CloudAccount prod). Check the ID. Cloud: 404 EndPoint.0005."));
  }

  @Test
  void aNewWatcherOfAFailingSourceLearnsOfItAtOnce() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.FORBIDDEN));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // When
    var first = pollerFixture.watch("new", aWatch("endpoint-1"));

    // Then
    assertThat(first.failure()).isEqualTo(failure(Reason.FORBIDDEN));
  }

  @Test
  void theLastSuccessIsTheLastSweepWithoutAnyFailure() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.watch("v", aWatch("endpoint-1"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.failsAt(1000, failure(Reason.CLOUD_UNAVAILABLE));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.poller.sources())
        .extracting(SourceView::lastSuccess)
        .containsExactly(at(NOON.plusMillis(200)));
  }

  private static CloudFailure throttled(Duration retryAfter) {
    return new CloudFailure(Reason.THROTTLED, "it is Throttled", retryAfter);
  }

  private static Presence present(long number) {
    return new Presence.Present(connection(number));
  }

  private static Connection connection(long number) {
    return aConnection().of("endpoint-" + number).marked(number).build();
  }
}
