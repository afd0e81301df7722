package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.connections;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a cloud can make the operator read and keep. */
class LimitsTest {

  private static final String SERVICE = "service-1";
  private static final CloudFailure TOO_LARGE =
      new CloudFailure(
          Reason.INVALID_RESPONSE,
          "The list of VPC endpoint service service-1 has more than 50,000 connections.");

  private final PollerFixture pollerFixture = new PollerFixture();

  @Test
  void aListThatNeverEndsIsReadUpToABound() {
    // Given
    pollerFixture.cloud.neverEnds(1000, Long.MAX_VALUE / 2);
    pollerFixture.watch("w", aWatch("endpoint-5"));
    pollerFixture.watch("other", aWatch("missing"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(51);
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.known("other").presence()).isInstanceOf(Presence.Nothing.class);
    assertThat(pollerFixture.known("other").failure()).isEqualTo(TOO_LARGE);
  }

  @Test
  void aListThatNeverEndsIsNotReadAgainBeforeTheNextPollAndThenEachWatchedConnectionIsAskedFor() {
    // Given
    pollerFixture.cloud.neverEnds(1000, Long.MAX_VALUE);
    pollerFixture.watch("w", aWatch("endpoint-5"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.cloud.calls()).containsExactly(ListQuery.ofEndpoint("endpoint-5"));
  }

  @Test
  void aListOfTinyPagesTakesFiveHundredCallsAtMost() {
    // Given
    pollerFixture.cloud.neverEnds(1, Long.MAX_VALUE);
    pollerFixture.watch("w", aWatch("missing"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(500);
    assertThat(pollerFixture.known("w").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.INVALID_RESPONSE,
                "The list of VPC endpoint service service-1 has more than 500 pages."));
  }

  @Test
  void aListOfExactlyAsManyAsAreReadIsWhole() {
    // Given
    pollerFixture.cloud.holds(SERVICE, connections(50_000));
    pollerFixture.watch("w", aWatch("endpoint-49999"));
    pollerFixture.watch("other", aWatch("missing"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").failure()).isNull();
    assertThat(pollerFixture.known("other").presence()).isInstanceOf(Presence.Absent.class);
  }

  @Test
  void aListWithOneMoreSaysSo() {
    // Given
    pollerFixture.cloud.holds(SERVICE, connections(50_001));
    pollerFixture.watch("w", aWatch("missing"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").failure()).isEqualTo(TOO_LARGE);
  }

  @Test
  void aListOfExactlyAsManyPagesAsAreReadIsWhole() {
    // Given
    pollerFixture.cloud.holds(SERVICE, connections(500));
    pollerFixture.cloud.givesAtMost(1);
    pollerFixture.watch("w", aWatch("endpoint-499"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").failure()).isNull();
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
  }

  @Test
  void aListThatTakesTooLongIsReadAgainLater() {
    // Given
    pollerFixture.cloud.holds(SERVICE, connections(20_000));
    pollerFixture.cloud.afterEachCall(query -> pollerFixture.time.pass(MINUTE));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.watch("late", aWatch("endpoint-19999"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isInstanceOf(Presence.Present.class);
    assertThat(pollerFixture.known("late").failure())
        .isEqualTo(
            new CloudFailure(
                Reason.CLOUD_UNAVAILABLE,
                "The list of VPC endpoint service service-1 could not be read within 10 minutes."));
    assertThat(pollerFixture.cloud.calls()).hasSizeBetween(11, 22);
  }

  @Test
  void changesThatNeverEndAreReadUpToABoundToo() {
    // Given
    pollerFixture.cloud.holds(SERVICE, connections(3_000));
    IntStream.range(0, 100).forEach(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i)));
    pollerFixture.watch("missing", aWatch("missing"));
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.calls().clear();
    pollerFixture.cloud.neverEnds(1000, 3_000_000_000L);

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSizeLessThan(60);
    assertThat(pollerFixture.known("missing").failure()).isEqualTo(TOO_LARGE);
  }

  @Test
  void ofConnectionsThatNobodyWatchesNothingButStateAndTimesIsKept() {
    // Given
    var result = new SweepResult(Set.of(new ConnectionSelector("endpoint-1", null)));

    // When
    for (var connection : connections(100)) {
      result.present(connection);
    }

    // Then
    assertThat(result.presence(new ConnectionSelector("endpoint-1", null))).isNotNull();
    assertThat(result.presence(new ConnectionSelector("endpoint-2", null))).isNull();
    assertThat(result.presence(new ConnectionSelector(null, 2L))).isNull();
  }

  @Test
  void ofSourcesThatNobodyWatchesAFewAreRemembered() {
    // Given
    var retired = new RetiredSchedules(100);

    // When
    for (int i = 0; i < 1_000; i++) {
      retired.add(source(i), read(at(1)), at(2));
    }

    // Then
    assertThat(IntStream.range(0, 1_000).filter(i -> retired.take(source(i)) != null))
        .containsExactly(IntStream.range(900, 1_000).boxed().toArray(Integer[]::new));
  }

  @Test
  void aSourceThatMayBeReadAsOftenAsAnyOtherIsNotRemembered() {
    // Given
    var retired = new RetiredSchedules(100);
    retired.add(source(1), read(at(1)), at(2));

    // When
    retired.add(source(2), read(at(100)), at(111));
    retired.add(source(3), read(at(105)), at(111));

    // Then
    assertThat(IntStream.rangeClosed(1, 3).filter(i -> retired.take(source(i)) != null))
        .containsExactly(3);
  }

  private static SourceSchedule read(MonotonicTime when) {
    var schedule = new SourceSchedule(Duration.ofSeconds(10), new ExponentialBackoff(() -> 0));
    schedule.begin(when);
    schedule.ended(null, true, MINUTE, when);
    return schedule;
  }

  private static SourceKey source(int number) {
    return new SourceKey(PollerFixture.ACCOUNT, new Source(VpcepSource.KIND, "service-" + number));
  }

  private static MonotonicTime at(long seconds) {
    return new MonotonicTime(Duration.ofSeconds(seconds).toNanos());
  }
}
