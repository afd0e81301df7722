package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.connections;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An account that may not make all the calls that its polls take makes them less often. */
class StretchedIntervalTest {

  private final PollerFixture fixture = new PollerFixture(() -> 0);

  @Test
  void allIntervalsBecomeLongerByTheSameFactor() {
    // Given
    fixture.cloud.holds("service-1", connections(1));
    fixture.cloud.holds("service-2", connections(1));
    fixture.stretchBy(3);

    // When
    fixture.watch("quick", every(Duration.ofSeconds(20), aWatch("endpoint-0")));
    fixture.watch("slow", every(MINUTE, at(source("service-2"), aWatch("endpoint-0"))));
    fixture.time.pass(SECOND.plus(MINUTE.multipliedBy(6)));

    // Then
    assertThat(fixture.readings("service-1")).isEqualTo(1 + 6);
    assertThat(fixture.readings("service-2")).isEqualTo(1 + 2);
    assertThat(fixture.poller.sources())
        .extracting(SourceView::interval)
        .containsExactlyInAnyOrder(MINUTE, MINUTE.multipliedBy(3));
  }

  @Test
  void aRequestedPollDoesNotWait() {
    // Given
    fixture.cloud.holds("service-1", connections(1));
    fixture.stretchBy(100);
    fixture.watch("w", every(MINUTE, aWatch("endpoint-0")));
    fixture.time.pass(SECOND.multipliedBy(10));

    // When
    fixture.watch("w", PollerFixture.requesting("now", every(MINUTE, aWatch("endpoint-0"))));
    fixture.time.pass(SECOND.multipliedBy(2));

    // Then
    assertThat(fixture.readings("service-1")).isEqualTo(2);
  }

  @Test
  void whoeverWaitsNoticesWithinFiveMinutesThatMoreCallsMayBeMade() {
    // Given
    fixture.cloud.holds("service-1", connections(1));
    fixture.stretchBy(1000);
    fixture.watch("w", every(MINUTE, aWatch("endpoint-0")));
    fixture.time.pass(MINUTE.multipliedBy(20));

    // When
    fixture.stretchBy(1);
    fixture.time.pass(MINUTE.multipliedBy(5));

    // Then
    assertThat(fixture.readings("service-1")).isGreaterThan(1);
  }

  @Test
  void aSourceTakesACallInEachIntervalAndItsPagesWithEachFullSweep() {
    // Given
    fixture.cloud.holds("service-1", connections(2001));
    for (int i = 0; i < 10; i++) {
      fixture.watch("w" + i, every(MINUTE, aWatch("endpoint-" + i)));
    }

    // When
    fixture.time.pass(SECOND.plus(MINUTE.multipliedBy(2)));

    // Then: one a minute, and three every ten minutes.
    assertThat(fixture.callsPerSecond()).isCloseTo(1.3 / 60, within(1e-9));
  }

  @Test
  void aSourceThatIsAlwaysReadAsAWholeTakesItsPagesInEachInterval() {
    // Given
    var withoutChanges = new PollerFixture(() -> 0, Duration.ZERO);
    var undated = new PollerFixture(() -> 0);
    undated.cloud.holds("service-1", connections(2001));
    undated.cloud.put("service-1", aConnection().of("endpoint-0").marked(0L).build());
    withoutChanges.cloud.holds("service-1", connections(2001));

    for (var each : List.of(withoutChanges, undated)) {
      // When
      for (int i = 0; i < 10; i++) {
        each.watch("w" + i, every(MINUTE, aWatch("endpoint-" + i)));
      }
      each.time.pass(SECOND.plus(MINUTE));

      // Then
      assertThat(each.callsPerSecond()).isCloseTo(3 / 60.0, within(1e-9));
    }
  }

  @Test
  void aSourceWhoseConnectionsAreAskedForOneByOneTakesACallForEach() {
    // Given
    fixture.cloud.holds("service-1", connections(10_000));
    for (int i = 0; i < 5; i++) {
      fixture.watch("w" + i, every(MINUTE.multipliedBy(5), aWatch("endpoint-" + i)));
    }

    // When
    fixture.time.pass(SECOND.plus(MINUTE.multipliedBy(10)));

    // Then
    assertThat(fixture.kinds()).endsWith(SweepKind.LOOK_UP);
    assertThat(fixture.callsPerSecond()).isCloseTo(5 / 300.0, within(1e-9));
  }

  @Test
  void aSourceThatNobodyWatchesTakesNone() {
    // Given
    fixture.cloud.holds("service-1", connections(1));
    fixture.watch("w", every(MINUTE, aWatch("endpoint-0")));
    fixture.watch("other", every(MINUTE, at(source("service-2"), aWatch("endpoint-0"))));
    fixture.time.pass(MINUTE);
    assertThat(fixture.callsPerSecond()).isCloseTo(2 / 60.0, within(1e-9));

    // When
    fixture.unwatch("w");
    fixture.unwatch("other");

    // Then
    assertThat(fixture.callsPerSecond()).isZero();
  }

  private static SourceKey source(String id) {
    return new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, id));
  }
}
