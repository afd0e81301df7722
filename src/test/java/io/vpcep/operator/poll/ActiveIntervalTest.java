package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.byDefault;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.PollerFixture.theWholeList;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** While a connection is expected to change, it is looked at more often. */
class ActiveIntervalTest {

  private static final String SERVICE = "service-1";

  private final PollerFixture fixture = new PollerFixture(() -> 0);

  @ParameterizedTest
  @ValueSource(strings = {"pendingAcceptance", "creating", "deleting"})
  void aConnectionThatIsExpectedToChangeIsPolledFourTimesAMinute(String state) {
    // Given
    fixture.cloud.holds(SERVICE, in(state, 1), in("accepted", 2));
    fixture.watch("w", byDefault(aWatch("endpoint-1")));

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.kinds())
        .containsExactly(
            SweepKind.FULL,
            SweepKind.INCREMENTAL,
            SweepKind.INCREMENTAL,
            SweepKind.INCREMENTAL,
            SweepKind.INCREMENTAL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "rejected", "failed", "frozen"})
  void anyOtherIsPolledOnceAMinute(String state) {
    // Given
    fixture.cloud.holds(SERVICE, in(state, 1));
    fixture.watch("w", byDefault(aWatch("endpoint-1")));

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.sweeps()).hasSize(2);
  }

  @Test
  void theStateOfConnectionsThatNobodyWatchesDoesNotMatter() {
    // Given
    fixture.cloud.holds(SERVICE, in("accepted", 1), in("pendingAcceptance", 2));
    fixture.watch("w", byDefault(aWatch("endpoint-1")));

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.sweeps()).hasSize(2);
  }

  @Test
  void whoWatchesTheWholeListWatchesAll() {
    // Given
    fixture.cloud.holds(SERVICE, in("accepted", 1), in("pendingAcceptance", 2));
    fixture.watch("whole", byDefault(theWholeList()));

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.sweeps()).hasSize(5);
  }

  @Test
  void anIntervalOfItsOwnStays() {
    // Given
    fixture.cloud.holds(SERVICE, in("pendingAcceptance", 1));
    fixture.watch("w", every(MINUTE, aWatch("endpoint-1")));

    // When
    fixture.time.pass(SECOND.plus(MINUTE));

    // Then
    assertThat(fixture.sweeps()).hasSize(2);
  }

  @Test
  void whenItHasChangedTheUsualIntervalHoldsAgain() {
    // Given
    fixture.cloud.holds(SERVICE, in("pendingAcceptance", 1));
    fixture.watch("w", byDefault(aWatch("endpoint-1")));
    fixture.time.pass(SECOND);
    var accepted = aConnection().of("endpoint-1").in("accepted").updatedAt(NOON).build();
    fixture.cloud.put(SERVICE, accepted);

    // When
    fixture.time.pass(MINUTE.multipliedBy(2));

    // Then: one sweep shows the change, and the next one comes a minute later.
    assertThat(fixture.sweeps()).hasSize(3);
    assertThat(fixture.known("w").presence()).isEqualTo(present(accepted));
  }

  @Test
  void aListOfSeveralPagesThatTheCloudDoesNotSortIsNotReadMoreOften() {
    // Given
    fixture.cloud.sortsBy("something else");
    fixture.cloud.holds(
        SERVICE,
        IntStream.range(0, 1001)
            .mapToObj(i -> in("pendingAcceptance", i))
            .toArray(Connection[]::new));
    fixture.watch("w1", byDefault(aWatch("endpoint-1")));
    fixture.watch("w2", byDefault(aWatch("endpoint-2")));
    fixture.time.pass(SECOND.plus(MINUTE));
    int learned = fixture.sweeps().size();

    // When
    fixture.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(fixture.sweeps()).hasSize(learned + 3);
  }

  @Test
  void asLongAsItCannotBeReadTheUsualIntervalHolds() {
    // Given
    fixture.cloud.holds(SERVICE, in("pendingAcceptance", 1));
    fixture.watch("w", byDefault(aWatch("endpoint-1")));
    fixture.time.pass(SECOND);

    // When
    fixture.cloud.failsAlways(failure(Reason.FORBIDDEN));
    fixture.time.pass(MINUTE);

    // Then
    assertThat(fixture.sweeps()).hasSize(2);
  }

  private static Presence present(Connection connection) {
    return new Presence.Present(connection);
  }

  private static Connection in(String state, int number) {
    return aConnection()
        .of("endpoint-" + number)
        .marked((long) number)
        .in(state)
        .updatedAt(NOON.minusSeconds(60))
        .build();
  }
}
