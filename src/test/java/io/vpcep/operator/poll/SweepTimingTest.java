package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a source is read. */
class SweepTimingTest {

  private final PollerFixture pollerFixture = new PollerFixture();

  @Test
  void theShortestIntervalOfAllWatchersIsKept() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.watch("w0", every(Duration.ofSeconds(30), aWatch("endpoint-0")));
    pollerFixture.watch("w1", every(MINUTE, aWatch("endpoint-1")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 30.2, 60.2, 90.2);
  }

  @Test
  void theIntervalGrowsAgainWhenTheShortestIsGone() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.watch("w0", every(Duration.ofSeconds(20), aWatch("endpoint-0")));
    pollerFixture.watch("w1", every(MINUTE, aWatch("endpoint-1")));
    pollerFixture.time.pass(Duration.ofSeconds(21));
    pollerFixture.unwatch("w0");

    // When
    pollerFixture.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 20.2, 40.2, 100.2);
  }

  @Test
  void theIntervalGrowsAgainWhenAllWithTheShortestAreGoneOrHaveALongerOne() {
    // Given
    var quick = every(Duration.ofSeconds(20), aWatch("endpoint-0"));
    pollerFixture.watch("slow", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.watch("w0", quick);
    pollerFixture.watch("w1", quick);
    pollerFixture.watch("w2", quick);

    // When
    pollerFixture.unwatch("w0");
    pollerFixture.watch("w1", aWatch("endpoint-0"));
    var withOne = pollerFixture.poller.sources().get(0).interval();
    pollerFixture.unwatch("w2");
    var withNone = pollerFixture.poller.sources().get(0).interval();

    // Then
    assertThat(withOne).isEqualTo(Duration.ofSeconds(20));
    assertThat(withNone).isEqualTo(MINUTE);
  }

  @Test
  void aShorterIntervalTakesEffectAtOnce() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    pollerFixture.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(20));
    pollerFixture.watch("w", every(Duration.ofSeconds(30), aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(20));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 30.2);
  }

  @Test
  void firstSweepsAfterAStartAreSpreadOverTheInterval() {
    // Given
    var random = new Random(1);
    var spread = new PollerFixture(random::nextDouble);
    IntStream.range(0, 60)
        .forEach(i -> spread.resume("w" + i, at(service("s-" + i), aWatch("endpoint-0"))));

    // When
    spread.time.pass(MINUTE);

    // Then
    assertThat(spread.sweeps()).hasSizeGreaterThanOrEqualTo(60);
    var firstTen = spread.sweeps().stream().filter(end -> end < 10).count();
    assertThat(firstTen).isBetween(3L, 20L);
  }

  @Test
  void manyWatchersOfOneSourceDoNotPullItsFirstSweepForward() {
    // Given
    var random = new Random(1);
    var spread = new PollerFixture(random::nextDouble);
    var first = new PollerFixture(new Random(1)::nextDouble);
    first.resume("w0", aWatch("endpoint-0"));
    IntStream.range(0, 100).forEach(i -> spread.resume("w" + i, aWatch("endpoint-" + i)));

    // When
    spread.time.pass(MINUTE);
    first.time.pass(MINUTE);

    // Then
    assertThat(spread.sweeps().get(0)).isEqualTo(first.sweeps().get(0));
  }

  @Test
  void theFirstSweepAfterAStartDoesNotWaitForTheLongestInterval() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.resume("w0", every(Duration.ofHours(10), aWatch("endpoint-0")));
    pollerFixture.resume("w1", every(Duration.ofSeconds(10), aWatch("endpoint-1")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(5.0);
  }

  @Test
  void aNewWatcherDoesNotWaitBehindTheSpreadingAfterAStart() {
    // Given
    pollerFixture.resume("w0", aWatch("endpoint-0"));
    pollerFixture.watch("w1", aWatch("endpoint-1"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).contains(0.2);
  }

  @Test
  void anyNewRequestIsServedOnceAndAtOnce() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    pollerFixture.watch("w", requesting("a", aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(10));
    pollerFixture.watch("w", requesting("b", aWatch("endpoint-0")));
    pollerFixture.watch("w", requesting("b", aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 10.2);
  }

  @Test
  void twoSweepsOfOneSourceNeverOverlap() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    var running = new AtomicInteger();
    pollerFixture.cloud.afterEachCall(
        query -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          pollerFixture.watch("w" + pollerFixture.cloud.calls().size(), aWatch("endpoint-0"));
          pollerFixture.time.pass(Duration.ofSeconds(90));
          running.decrementAndGet();
        });
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeGreaterThan(2);
  }

  @Test
  void whoLeavesAndComesBackDuringASweepDoesNotBeginASecondOne() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    var running = new AtomicInteger();
    pollerFixture.cloud.afterEachCall(
        query -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          pollerFixture.cloud.afterEachCall(again -> assertThat(running.get()).isZero());
          pollerFixture.unwatch("w");
          pollerFixture.time.pass(SECOND);
          pollerFixture.watch("w", aWatch("endpoint-0"));
          pollerFixture.time.pass(Duration.ofSeconds(10));
          running.decrementAndGet();
        });
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(2);
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Present(connection(0)));
  }

  @Test
  void whatIsAskedForDuringASweepIsServedAfterIt() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.cloud.afterEachCall(
        query -> {
          pollerFixture.cloud.afterEachCall(again -> {});
          pollerFixture.watch("w1", aWatch("endpoint-1"));
          pollerFixture.time.pass(Duration.ofSeconds(5));
        });
    pollerFixture.watch("w0", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(5.2, 5.4);
  }

  @Test
  void aSourceThatEverybodyLeftDuringASweepIsForgottenAfterIt() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    pollerFixture.cloud.afterEachCall(query -> pollerFixture.unwatch("w"));
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(1);
    assertThat(pollerFixture.poller.sources()).isEmpty();
    assertThat(pollerFixture.time.planned()).isZero();
  }

  @Test
  void anAgendaThatIsEarlyByAMomentDoesNotLoseTheSource() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.runNextBeforeItsTime();

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, id));
  }

  private static Connection connection(long number) {
    return aConnection().of("endpoint-" + number).marked(number).build();
  }

  private static Connection[] connections(int count) {
    return IntStream.range(0, count)
        .mapToObj(SweepTimingTest::connection)
        .toArray(Connection[]::new);
  }
}
