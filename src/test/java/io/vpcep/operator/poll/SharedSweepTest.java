package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.at;
import static io.vpcep.operator.poll.PollerFixture.byMarker;
import static io.vpcep.operator.poll.PollerFixture.every;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.source.vpcep.VpcepSource;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One sweep for everybody, and who is notified of it. */
class SharedSweepTest {

  private final PollerFixture pollerFixture = new PollerFixture();

  @Test
  void fiveHundredWatchersOfTwentyFiveHundredConnectionsCostThreeCalls() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2_500));
    IntStream.range(0, 500).forEach(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i * 5)));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.pageFrom(1000), ListQuery.pageFrom(2000));
    assertThat(pollerFixture.news()).hasSize(500).doesNotHaveDuplicates();
    assertThat(pollerFixture.known("w499").presence())
        .isEqualTo(new Presence.Present(connection(2495)));
  }

  @Test
  void aNewWatcherDoesNotWait() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    var first = pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(first).isEqualTo(Observation.awaited(at(NOON)));
    assertThat(pollerFixture.sweeps()).containsExactly(0.2);
    assertThat(pollerFixture.known("w"))
        .isEqualTo(Observation.of(new Presence.Present(connection(0)), at(NOON.plusMillis(200))));
  }

  @Test
  void aNewWatcherOfASourceThatIsReadAlreadyDoesNotWaitEither() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.watch("w0", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.watch("w1", every(Duration.ofHours(1), aWatch("endpoint-1")));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 60.2);
    assertThat(pollerFixture.news()).containsExactlyInAnyOrder("w0", "w1");
  }

  @Test
  void newWatchersThatKeepComingAreReadBeforeTheySayThatNobodyHasLooked() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(50));

    // When
    for (int i = 0; i < 50; i++) {
      pollerFixture.watch("w" + i, aWatch("endpoint-" + i));
      pollerFixture.time.pass(Duration.ofMillis(50));
    }
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(1.5, 2.65);
    assertThat(pollerFixture.news()).hasSize(50);
  }

  @Test
  void anotherTargetIsLookedForAtOnceAndStartsAnew() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(2));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // When
    var before = pollerFixture.watch("w", aWatch("endpoint-1"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(before).isEqualTo(Observation.awaited(at(NOON.plusSeconds(10))));
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Present(connection(1)));
  }

  @Test
  void aMarkerNamesAConnectionToo() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(5));
    pollerFixture.watch("w", byMarker(3));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.known("w").presence()).isEqualTo(new Presence.Present(connection(3)));
  }

  @Test
  void nobodyIsNotifiedWhenNothingIsNewButItIsKnownToBeFresh() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(1));
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.news();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.news()).isEmpty();
    assertThat(pollerFixture.known("w").since()).isEqualTo(at(NOON.plusMillis(60_200)));
  }

  @Test
  void onlyThoseAreNotifiedForWhomSomethingChanged() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    IntStream.range(0, 3).forEach(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i)));
    pollerFixture.time.pass(SECOND);
    pollerFixture.news();
    pollerFixture.cloud.put(
        "service-1", aConnection().of("endpoint-1").marked(1L).in("failed").build());

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.news()).containsExactly("w1");
  }

  @Test
  void whoStopsWatchingEndsTheCalls() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.cloud.calls().clear();
    pollerFixture.unwatch("w");

    // When
    pollerFixture.time.pass(Duration.ofHours(1));

    // Then
    assertThat(pollerFixture.cloud.calls()).isEmpty();
    assertThat(pollerFixture.poller.sources()).isEmpty();
    assertThat(pollerFixture.time.planned()).isZero();
  }

  @Test
  void whoTurnsToAnotherSourceLeavesTheFirst() {
    // Given
    pollerFixture.watch("w", aWatch("endpoint-0"));
    pollerFixture.time.pass(SECOND);
    pollerFixture.watch("w", at(service("service-2"), aWatch("endpoint-0")));

    // When
    pollerFixture.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(pollerFixture.poller.sources())
        .extracting(SourceView::source)
        .containsExactly(service("service-2"));
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 1.2);
  }

  @Test
  void aSourceTellsWhatItListsWatchedOrNot() {
    // Given
    pollerFixture.cloud.holds("service-1", connections(3));
    pollerFixture.cloud.put("service-1", aConnection().of("x").in("failed").build());
    pollerFixture.watch("w", aWatch("endpoint-0"));

    // When
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.poller.sources())
        .containsExactly(
            new SourceView(
                SERVICE,
                Duration.ofMinutes(1),
                1,
                at(NOON),
                at(NOON.plusMillis(200)),
                Map.of("accepted", 3, "failed", 1),
                null));
  }

  @Test
  void aSourceTellsHowOftenItIsToBeReadAndSinceWhen() {
    // Given
    pollerFixture.watch("slow", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // When
    pollerFixture.watch("quick", every(Duration.ofSeconds(30), aWatch("endpoint-1")));

    // Then
    assertThat(pollerFixture.poller.sources())
        .singleElement()
        .satisfies(
            view -> {
              assertThat(view.interval()).isEqualTo(Duration.ofSeconds(30));
              assertThat(view.watchedSince()).isEqualTo(at(NOON));
            });
  }

  @Test
  void anAccountThatChangedIsTriedAtOnceOnAllItsSources() {
    // Given
    pollerFixture.watch("w0", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.watch("w1", at(service("s-2"), every(Duration.ofHours(1), aWatch("endpoint-0"))));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // When
    pollerFixture.poller.accountChanged(ACCOUNT);
    pollerFixture.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 0.2, 10.2, 10.2);
  }

  @Test
  void anAccountThatIsReadyDisturbsNoSourceThatDidNotWaitForIt() {
    // Given
    pollerFixture.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // When
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2);
  }

  @Test
  void anAccountThatIsReadyIsTriedAtOnceWhereItWasWaitedFor() {
    // Given
    pollerFixture.refuse(
        new CloudFailure(CloudFailure.Reason.ACCOUNT_NOT_READY, "the account is not ready"));
    pollerFixture.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    pollerFixture.time.pass(Duration.ofSeconds(10));

    // When
    pollerFixture.poller.accountReady(ACCOUNT);
    pollerFixture.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(pollerFixture.sweeps()).containsExactly(0.2, 10.2);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, id));
  }

  private static Connection connection(long number) {
    return aConnection().of("endpoint-" + number).marked(number).build();
  }

  private static Connection[] connections(int count) {
    return IntStream.range(0, count)
        .mapToObj(SharedSweepTest::connection)
        .toArray(Connection[]::new);
  }
}
