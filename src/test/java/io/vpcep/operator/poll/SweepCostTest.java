package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.connections;
import static io.vpcep.operator.poll.PollerFixture.every;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source is read in the way that takes the fewest calls on average. */
class SweepCostTest {

  private static final String SERVICE = "service-1";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /** A page of changes at each sweep, and now and then all pages: of 10,000 half of them, say. */
  @ParameterizedTest
  @CsvSource({
    "1000,  1,  PT1M,  PT10M, INCREMENTAL",
    "1001,  1,  PT1M,  PT10M, LOOK_UP",
    "3000,  1,  PT1M,  PT10M, LOOK_UP",
    "3000,  2,  PT1M,  PT10M, INCREMENTAL",
    "10000, 5,  PT5M,  PT10M, LOOK_UP",
    "10000, 6,  PT5M,  PT10M, INCREMENTAL",
    "3000,  2,  PT10M, PT10M, LOOK_UP",
    "3000,  3,  PT10M, PT10M, FULL",
    "3000,  2,  PT20M, PT10M, LOOK_UP",
    "3000,  3,  PT20M, PT10M, FULL",
    "3000,  2,  PT1M,  PT0S,  LOOK_UP",
    "3000,  3,  PT1M,  PT0S,  FULL",
  })
  void whereTheCloudTellsWhatChangedThatIsComparedWithAskingForEachConnection(
      int connections, int watched, Duration interval, Duration fullSweepEvery, SweepKind kind) {
    // Given
    var fixture = new PollerFixture(() -> 0, fullSweepEvery);
    fixture.cloud.holds(SERVICE, connections(connections));
    watch(fixture, watched, interval);

    // When
    fixture.time.pass(SECOND.plus(interval.multipliedBy(2)));

    // Then
    assertThat(fixture.kinds()).hasSize(3).endsWith(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 1, FULL",
    "1001, 1, LOOK_UP",
    "1001, 2, FULL",
    "2000, 2, FULL",
    "2001, 2, LOOK_UP",
  })
  void whereItDoesNotTheWholeListIsComparedWithThat(int connections, int watched, SweepKind kind) {
    // Given
    var fixture = new PollerFixture(() -> 0, TEN_MINUTES);
    fixture.cloud.sortsBy("something else");
    fixture.cloud.holds(SERVICE, connections(connections));
    watch(fixture, watched, MINUTE);

    // When
    fixture.time.pass(SECOND.plus(MINUTE.multipliedBy(3)));

    // Then
    assertThat(fixture.kinds()).hasSize(4).endsWith(kind);
  }

  @ParameterizedTest
  @CsvSource({"3000, 1, INCREMENTAL", "3000, 2, FULL", "3001, 2, INCREMENTAL", "3001, 3, FULL"})
  void newConnectionsAreAskedForBesideTheChangesUnlessTheWholeListIsCheaper(
      int connections, int fresh, SweepKind kind) {
    // Given
    var fixture = new PollerFixture(() -> 0, TEN_MINUTES);
    fixture.cloud.holds(SERVICE, connections(connections));
    watch(fixture, 100, MINUTE);
    fixture.time.pass(SECOND.plus(MINUTE.multipliedBy(2)));

    // When
    IntStream.range(0, fresh)
        .forEach(i -> fixture.watch("new-" + i, aWatch("endpoint-" + (1000 + i))));
    fixture.time.pass(SECOND);

    // Then
    assertThat(fixture.kinds()).hasSize(4).endsWith(kind);
  }

  @Test
  void ofAListOfOnePageWhatChangedIsLessToReadThanAll() {
    // Given
    var fixture = new PollerFixture(() -> 0, TEN_MINUTES);
    fixture.cloud.holds(SERVICE, connections(900));
    watch(fixture, 10, MINUTE);

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.kinds()).containsExactly(SweepKind.FULL, SweepKind.INCREMENTAL);
    assertThat(fixture.cloud.calls()).last().matches(call -> call.limit() < 900);
  }

  private static void watch(PollerFixture fixture, int count, Duration interval) {
    IntStream.range(0, count)
        .forEach(i -> fixture.watch("w" + i, every(interval, aWatch("endpoint-" + i))));
  }
}
