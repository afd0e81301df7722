package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.byMarker;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionError;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a new watcher of a connection knows at once, if somebody watches the whole list. */
class FirstLookTest {

  private static final String SOURCE = SERVICE.source().id();
  private static final Observation NOTHING = Observation.awaited(at(NOON.plusSeconds(1)));

  private final PollerFixture pollerFixture = new PollerFixture();

  @Test
  void isAllThatTheListShows() {
    // Given
    var failed = aConnection().of("endpoint-1").marked(7L).described("of the shop");
    watchTheWholeSource(
        failed.failedWith(new ConnectionError("EndPoint.0001", "no address")).build());

    // When
    var first = pollerFixture.watch("w", aWatch("endpoint-1"));

    // Then
    assertThat(first)
        .isEqualTo(Observation.of(new Presence.Present(failed.build()), at(NOON.plusMillis(200))));
  }

  @Test
  void isFollowedByALookThatIsNewsOnlyIfSomethingHasChanged() {
    // Given
    watchTheWholeSource(connection(1, "pendingAcceptance"), connection(2, "pendingAcceptance"));
    pollerFixture.watch("w1", aWatch("endpoint-1"));
    pollerFixture.watch("w2", aWatch("endpoint-2"));
    pollerFixture.news();

    // When
    pollerFixture.cloud.put(SOURCE, connection(2, "accepted"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.news()).containsExactlyInAnyOrder("whole", "w2");
    assertThat(pollerFixture.known("w2").presence())
        .isEqualTo(new Presence.Present(connection(2, "accepted")));
  }

  @Test
  void isNothingIfTheListLacksTheConnection() {
    watchTheWholeSource(connection(1, "accepted"));

    assertThat(pollerFixture.watch("w", aWatch("endpoint-2"))).isEqualTo(NOTHING);
  }

  @Test
  void isNothingOfAConnectionThatIsNamedByItsMarker() {
    watchTheWholeSource(aConnection().of("endpoint-1").marked(7L).build());

    assertThat(pollerFixture.watch("w", byMarker(7))).isEqualTo(NOTHING);
  }

  @Test
  void isTheLastThatWasSeenAndTheFailureOfASourceThatCannotBeRead() {
    // Given
    watchTheWholeSource(connection(1, "accepted"));
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.time.pass(MINUTE);

    // When
    var first = pollerFixture.watch("w", aWatch("endpoint-1"));

    // Then
    assertThat(first)
        .isEqualTo(
            Observation.of(
                    new Presence.Present(connection(1, "accepted")), at(NOON.plusMillis(200)))
                .failing(failure(Reason.CLOUD_UNAVAILABLE)));
  }

  @Test
  void isNothingOnceTheAccountIsAnother() {
    // Given
    watchTheWholeSource(connection(1, "accepted"));

    // When
    pollerFixture.poller.accountChanged(ACCOUNT);

    // Then
    assertThat(pollerFixture.watch("w", aWatch("endpoint-1"))).isEqualTo(NOTHING);
  }

  @Test
  void isNothingOnceNobodyWatchesTheList() {
    // Given
    watchTheWholeSource(connection(1, "accepted"), connection(2, "accepted"));
    pollerFixture.watch("w", aWatch("endpoint-1"));
    pollerFixture.unwatch("whole");

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(pollerFixture.watch("other", aWatch("endpoint-2")).presence())
        .isEqualTo(new Presence.Nothing());
  }

  @Test
  void isNothingOfAListWithMoreTextThanIsKept() {
    // Given
    watchTheWholeSource(
        IntStream.rangeClosed(0, PollLimits.MAX_KEPT_TEXT / 512)
            .mapToObj(i -> aConnection().of("endpoint-" + i).described("x".repeat(512)).build())
            .toArray(Connection[]::new));

    // When
    var first = pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(first).isEqualTo(NOTHING);
    assertThat(pollerFixture.known("w").presence())
        .isEqualTo(
            new Presence.Present(
                aConnection().of("endpoint-0").described("x".repeat(512)).build()));
  }

  private void watchTheWholeSource(Connection... connections) {
    pollerFixture.cloud.holds(SOURCE, connections);
    pollerFixture.watch(
        "whole", new Subscription("uid-whole", SERVICE, null, MINUTE, MINUTE, null, false));
    pollerFixture.time.pass(SECOND);
  }

  private static Connection connection(int i, String state) {
    return aConnection()
        .of("endpoint-" + i)
        .in(state)
        .createdAt(NOON.minus(Duration.ofDays(1)))
        .updatedAt(NOON.minusSeconds(1))
        .build();
  }
}
