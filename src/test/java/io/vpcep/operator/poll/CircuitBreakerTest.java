package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.css.CssSource;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dead service costs, and whom it holds up. */
class CircuitBreakerTest {

  private static final int SOURCES = 20;
  private static final CloudFailure DEAD = failure(Reason.CLOUD_UNAVAILABLE);

  private final PollerFixture pollerFixture = new PollerFixture();

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"THROTTLED", "CLOUD_UNAVAILABLE"})
  void aDeadServiceCostsOneProbeAtATimeHoweverManySourcesItHas(Reason reason) {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(failure(reason));
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeBetween(10, 13);
  }

  @Test
  void whenAProbeSucceedsEverySourceIsReadAtOnce() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(30));
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> pollerFixture.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  @Test
  void aSourceThatRespondsKeepsItsIntervalBesideManyThatDoNot() {
    // Given
    watchServices(SOURCES);
    IntStream.range(1, SOURCES).forEach(i -> pollerFixture.cloud.failsFor("service-" + i, DEAD));
    var healthy = every(Duration.ofSeconds(10), at(service(0), aWatch("endpoint-0")));
    pollerFixture.watch("w0", healthy);
    pollerFixture.time.pass(MINUTE);
    var before = pollerFixture.readings("service-0");

    // When
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(pollerFixture.readings("service-0") - before).isEqualTo(60);
  }

  @Test
  void aSourceThatWasNotAskedBeforeIsAskedInItsTurn() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // When
    pollerFixture.watch("new", at(service(SOURCES), aWatch("endpoint-0")));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("new").failure()).isEqualTo(DEAD);
  }

  @Test
  void theOtherServiceOfTheAccountIsNotHeldUp() {
    // Given
    watchServices(SOURCES);
    var cluster = new SourceKey(ACCOUNT, new Source(CssSource.KIND, "cluster-1"));
    IntStream.range(0, SOURCES).forEach(i -> pollerFixture.cloud.failsFor("service-" + i, DEAD));
    pollerFixture.watch("w", every(Duration.ofSeconds(10), at(cluster, aWatch("endpoint-0"))));
    pollerFixture.time.pass(MINUTE);
    var before = pollerFixture.readings("cluster-1");

    // When
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(pollerFixture.readings("cluster-1") - before).isEqualTo(60);
  }

  @Test
  void anAccountThatIsNotReadyForAWhileEndsNoProbing() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.refuse(failure(Reason.ACCOUNT_NOT_READY));
    pollerFixture.poller.accountLost(ACCOUNT);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.cloud.recovers();
    pollerFixture.refuse(null);
    pollerFixture.poller.accountReady(ACCOUNT);

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> pollerFixture.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  @Test
  void theProbingGoesOnWhenTheSourceThatWasAskedIsNotWatchedAnyMore() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.cloud.afterEachCall(
        query -> IntStream.range(0, SOURCES - 3).forEach(i -> pollerFixture.unwatch("w" + i)));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeBetween(10, 13);
  }

  /** Whichever of the sources waits for a thread: in one of the two cases it is not kept. */
  @ParameterizedTest
  @ValueSource(ints = {0, SOURCES - 3})
  void theProbingGoesOnWhenTheSourceThatWaitsForAThreadIsNotWatchedAnyMore(int firstKept) {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.executor.becomesFull();
    pollerFixture.time.pass(MINUTE);
    IntStream.range(0, SOURCES)
        .filter(i -> i < firstKept || i >= firstKept + 3)
        .forEach(i -> pollerFixture.unwatch("w" + i));
    pollerFixture.executor.empties();
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(Duration.ofMinutes(10));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeBetween(10, 13);
  }

  @Test
  void deadSourcesThatNobodyWatchesAnyMoreHoldUpNobody() {
    // Given
    watchServices(3);
    IntStream.range(0, 4).forEach(i -> pollerFixture.cloud.failsFor("service-" + i, DEAD));
    pollerFixture.watch("rare", every(Duration.ofHours(2), at(service(9), aWatch("endpoint-0"))));
    pollerFixture.time.pass(Duration.ofMinutes(30));
    IntStream.range(0, 3).forEach(i -> pollerFixture.unwatch("w" + i));

    // When
    pollerFixture.watch("new", at(service(3), aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.readings("service-3")).isEqualTo(4);
  }

  @Test
  void anotherAccountUnderTheSameNameStartsAnew() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.poller.accountChanged(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(IntStream.range(0, SOURCES).mapToObj(i -> pollerFixture.known("w" + i).failure()))
        .containsOnlyNulls();
  }

  @Test
  void anotherAccountIsNotHeldUpByTheProbeOfTheOldOne() {
    // Given
    watchServices(SOURCES);
    pollerFixture.cloud.failsAlways(DEAD);
    pollerFixture.time.pass(Duration.ofMinutes(5));
    pollerFixture.executor.becomesFull();
    pollerFixture.time.pass(MINUTE);
    assertThat(pollerFixture.executor.waiting()).isEqualTo(1);

    // When
    pollerFixture.poller.accountChanged(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.executor.waiting()).isEqualTo(SOURCES);
  }

  private void watchServices(int count) {
    for (int i = 0; i < count; i++) {
      pollerFixture.cloud.holds("service-" + i, aConnection().of("endpoint-0").build());
      pollerFixture.watch("w" + i, at(service(i), aWatch("endpoint-0")));
    }
  }

  private static SourceKey service(int number) {
    return new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, "service-" + number));
  }
}
