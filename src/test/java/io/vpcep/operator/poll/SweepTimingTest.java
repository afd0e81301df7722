package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.at;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.poll.Polling.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Sighting;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a source is read. */
class SweepTimingTest {

  private final Polling polling = new Polling();

  @Test
  void theShortestIntervalOfAllWatchersIsKept() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.watch("w0", every(Duration.ofSeconds(30), aWatch("endpoint-0")));
    polling.watch("w1", every(MINUTE, aWatch("endpoint-1")));

    // When
    polling.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 30.2, 60.2, 90.2);
  }

  @Test
  void theIntervalGrowsAgainWhenTheShortestIsGone() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.watch("w0", every(Duration.ofSeconds(20), aWatch("endpoint-0")));
    polling.watch("w1", every(MINUTE, aWatch("endpoint-1")));
    polling.time.pass(Duration.ofSeconds(21));
    polling.unwatch("w0");

    // When
    polling.time.pass(Duration.ofSeconds(100));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 20.2, 40.2, 100.2);
  }

  @Test
  void aShorterIntervalTakesEffectAtOnce() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    polling.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.time.pass(Duration.ofSeconds(20));
    polling.watch("w", every(Duration.ofSeconds(30), aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofSeconds(20));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 30.2);
  }

  @Test
  void firstSweepsAfterAStartAreSpreadOverTheInterval() {
    // Given
    var random = new Random(1);
    var spread = new Polling(random::nextDouble);
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
    var spread = new Polling(random::nextDouble);
    var first = new Polling(new Random(1)::nextDouble);
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
    polling.cloud.holds("service-1", connections(2));
    polling.resume("w0", every(Duration.ofHours(10), aWatch("endpoint-0")));
    polling.resume("w1", every(Duration.ofSeconds(10), aWatch("endpoint-1")));

    // When
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.sweeps()).containsExactly(5.0);
  }

  @Test
  void aNewWatcherDoesNotWaitBehindTheSpreadingAfterAStart() {
    // Given
    polling.resume("w0", aWatch("endpoint-0"));
    polling.watch("w1", aWatch("endpoint-1"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).contains(0.2);
  }

  @Test
  void anyNewRequestIsServedOnceAndAtOnce() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    polling.watch("w", requesting("a", aWatch("endpoint-0")));
    polling.time.pass(Duration.ofSeconds(10));
    polling.watch("w", requesting("b", aWatch("endpoint-0")));
    polling.watch("w", requesting("b", aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 10.2);
  }

  @Test
  void twoSweepsOfOneSourceNeverOverlap() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    var running = new AtomicInteger();
    polling.cloud.afterEachCall(
        query -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          polling.watch("w" + polling.cloud.calls().size(), aWatch("endpoint-0"));
          polling.time.pass(Duration.ofSeconds(90));
          running.decrementAndGet();
        });
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(polling.cloud.calls()).hasSizeGreaterThan(2);
  }

  @Test
  void whoLeavesAndComesBackDuringASweepDoesNotBeginASecondOne() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    var running = new AtomicInteger();
    polling.cloud.afterEachCall(
        query -> {
          assertThat(running.incrementAndGet()).isEqualTo(1);
          polling.cloud.afterEachCall(again -> assertThat(running.get()).isZero());
          polling.unwatch("w");
          polling.time.pass(SECOND);
          polling.watch("w", aWatch("endpoint-0"));
          polling.time.pass(Duration.ofSeconds(10));
          running.decrementAndGet();
        });
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(polling.cloud.calls()).hasSize(2);
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Present(connection(0)));
  }

  @Test
  void whatIsAskedForDuringASweepIsServedAfterIt() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.cloud.afterEachCall(
        query -> {
          polling.cloud.afterEachCall(again -> {});
          polling.watch("w1", aWatch("endpoint-1"));
          polling.time.pass(Duration.ofSeconds(5));
        });
    polling.watch("w0", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.sweeps()).containsExactly(5.2, 5.4);
  }

  @Test
  void aSourceThatEverybodyLeftDuringASweepIsForgottenAfterIt() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    polling.cloud.afterEachCall(query -> polling.unwatch("w"));
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(Duration.ofMinutes(5));

    // Then
    assertThat(polling.cloud.calls()).hasSize(1);
    assertThat(polling.poller.sources()).isEmpty();
    assertThat(polling.time.planned()).isZero();
  }

  @Test
  void anAgendaThatIsEarlyByAMomentDoesNotLoseTheSource() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.runNextBeforeItsTime();

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(Source.Kind.VPC_ENDPOINT_SERVICE, id));
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
