package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.at;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.Source.Kind;
import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a dead service costs, and whom it holds up. */
class BreakerTest {

  private static final int SOURCES = 20;
  private static final CloudFailure DEAD = failure(Reason.CLOUD_UNAVAILABLE);

  private final Polling polling = new Polling();

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"THROTTLED", "CLOUD_UNAVAILABLE"})
  void aDeadServiceCostsOneProbeAtATimeHoweverManySourcesItHas(Reason reason) {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(failure(reason));
    polling.time.pass(Duration.ofMinutes(5));
    polling.cloud.calls().clear();

    // When
    polling.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(polling.cloud.calls()).hasSizeBetween(10, 13);
  }

  @Test
  void whenAProbeIsAnsweredEverySourceIsReadAtOnce() {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(DEAD);
    polling.time.pass(Duration.ofMinutes(30));
    polling.cloud.recovers();

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> polling.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  @Test
  void aSourceThatAnswersKeepsItsIntervalBesideManyThatDoNot() {
    // Given
    watchServices(SOURCES);
    IntStream.range(1, SOURCES).forEach(i -> polling.cloud.failsFor("service-" + i, DEAD));
    var healthy = every(Duration.ofSeconds(10), at(service(0), aWatch("endpoint-0")));
    polling.watch("w0", healthy);
    polling.time.pass(MINUTE);
    var before = polling.readings("service-0");

    // When
    polling.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(polling.readings("service-0") - before).isEqualTo(60);
  }

  @Test
  void aSourceThatWasNotAskedBeforeIsAskedInItsTurn() {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(DEAD);
    polling.time.pass(Duration.ofMinutes(10));

    // When
    polling.watch("new", at(service(SOURCES), aWatch("endpoint-0")));
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("new").failure()).isEqualTo(DEAD);
  }

  @Test
  void theOtherServiceOfTheAccountIsNotHeldUp() {
    // Given
    watchServices(SOURCES);
    var cluster = new SourceKey(ACCOUNT, new Source(Kind.CSS_CLUSTER, "cluster-1"));
    IntStream.range(0, SOURCES).forEach(i -> polling.cloud.failsFor("service-" + i, DEAD));
    polling.watch("w", every(Duration.ofSeconds(10), at(cluster, aWatch("endpoint-0"))));
    polling.time.pass(MINUTE);
    var before = polling.readings("cluster-1");

    // When
    polling.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(polling.readings("cluster-1") - before).isEqualTo(60);
  }

  @Test
  void anAccountThatIsNotReadyForAWhileEndsNoProbing() {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(DEAD);
    polling.time.pass(Duration.ofMinutes(5));
    polling.refuse(failure(Reason.ACCOUNT_NOT_READY));
    polling.poller.accountLost(ACCOUNT);
    polling.time.pass(Duration.ofMinutes(5));
    polling.cloud.recovers();
    polling.refuse(null);
    polling.poller.accountReady(ACCOUNT);

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> polling.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  @Test
  void theProbingGoesOnWhenTheSourceThatWasAskedIsNotWatchedAnyMore() {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(DEAD);
    polling.time.pass(Duration.ofMinutes(5));
    polling.cloud.afterEachCall(
        query -> IntStream.range(0, SOURCES - 3).forEach(i -> polling.unwatch("w" + i)));
    polling.time.pass(MINUTE);
    polling.cloud.calls().clear();

    // When
    polling.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(polling.cloud.calls()).hasSizeBetween(10, 13);
  }

  @Test
  void anotherAccountUnderTheSameNameStartsAnew() {
    // Given
    watchServices(SOURCES);
    polling.cloud.failsAlways(DEAD);
    polling.time.pass(Duration.ofMinutes(5));
    polling.cloud.recovers();

    // When
    polling.poller.accountChanged(ACCOUNT);
    polling.time.pass(SECOND);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> polling.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  private void watchServices(int count) {
    for (int i = 0; i < count; i++) {
      polling.cloud.holds("service-" + i, aConnection().of("endpoint-0").build());
      polling.watch("w" + i, at(service(i), aWatch("endpoint-0")));
    }
  }

  private static SourceKey service(int number) {
    return new SourceKey(ACCOUNT, new Source(Kind.VPC_ENDPOINT_SERVICE, "service-" + number));
  }
}
