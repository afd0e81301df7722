package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.NOON;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.SERVICE;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.at;
import static io.vpcep.operator.poll.Polling.byMarker;
import static io.vpcep.operator.poll.Polling.every;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One sweep for everybody, and who is told of it. */
class SharedSweepTest {

  private final Polling polling = new Polling();

  @Test
  void fiveHundredWatchersOfTwentyFiveHundredConnectionsCostThreeCalls() {
    // Given
    polling.cloud.holds("service-1", connections(2_500));
    IntStream.range(0, 500).forEach(i -> polling.watch("w" + i, aWatch("endpoint-" + i * 5)));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.cloud.calls())
        .containsExactly(ListQuery.pageFrom(0), ListQuery.pageFrom(1000), ListQuery.pageFrom(2000));
    assertThat(polling.news()).hasSize(500).doesNotHaveDuplicates();
    assertThat(polling.known("w499").sighting()).isEqualTo(new Sighting.Present(connection(2495)));
  }

  @Test
  void aNewWatcherDoesNotWait() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    var first = polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(first).isEqualTo(Observation.awaited(at(NOON)));
    assertThat(polling.sweeps()).containsExactly(0.2);
    assertThat(polling.known("w"))
        .isEqualTo(Observation.of(new Sighting.Present(connection(0)), at(NOON.plusMillis(200))));
  }

  @Test
  void aNewWatcherOfASourceThatIsReadAlreadyDoesNotWaitEither() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.watch("w0", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.time.pass(MINUTE);
    polling.watch("w1", every(Duration.ofHours(1), aWatch("endpoint-1")));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 60.2);
    assertThat(polling.news()).containsExactlyInAnyOrder("w0", "w1");
  }

  @Test
  void newWatchersThatKeepComingAreGatheredForTwoSecondsAtMost() {
    // Given
    polling.cloud.holds("service-1", connections(50));

    // When
    for (int i = 0; i < 50; i++) {
      polling.watch("w" + i, aWatch("endpoint-" + i));
      polling.time.pass(Duration.ofMillis(50));
    }
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.sweeps()).containsExactly(2.0, 3.0);
    assertThat(polling.news()).hasSize(50);
  }

  @Test
  void anotherTargetIsLookedForAtOnceAndStartsAnew() {
    // Given
    polling.cloud.holds("service-1", connections(2));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(Duration.ofSeconds(10));

    // When
    var before = polling.watch("w", aWatch("endpoint-1"));
    polling.time.pass(SECOND);

    // Then
    assertThat(before).isEqualTo(Observation.awaited(at(NOON.plusSeconds(10))));
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Present(connection(1)));
  }

  @Test
  void aMarkerNamesAConnectionToo() {
    // Given
    polling.cloud.holds("service-1", connections(5));
    polling.watch("w", byMarker(3));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.known("w").sighting()).isEqualTo(new Sighting.Present(connection(3)));
  }

  @Test
  void nobodyIsToldWhenNothingIsNewButItIsKnownToBeFresh() {
    // Given
    polling.cloud.holds("service-1", connections(1));
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.news();

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.news()).isEmpty();
    assertThat(polling.known("w").since()).isEqualTo(at(NOON.plusMillis(60_200)));
  }

  @Test
  void onlyThoseAreToldForWhomSomethingChanged() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    IntStream.range(0, 3).forEach(i -> polling.watch("w" + i, aWatch("endpoint-" + i)));
    polling.time.pass(SECOND);
    polling.news();
    polling.cloud.put("service-1", aConnection().of("endpoint-1").marked(1L).in("failed").build());

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.news()).containsExactly("w1");
  }

  @Test
  void whoStopsWatchingEndsTheCalls() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.cloud.calls().clear();
    polling.unwatch("w");

    // When
    polling.time.pass(Duration.ofHours(1));

    // Then
    assertThat(polling.cloud.calls()).isEmpty();
    assertThat(polling.poller.sources()).isEmpty();
    assertThat(polling.time.planned()).isZero();
  }

  @Test
  void whoTurnsToAnotherSourceLeavesTheFirst() {
    // Given
    polling.watch("w", aWatch("endpoint-0"));
    polling.time.pass(SECOND);
    polling.watch("w", at(service("service-2"), aWatch("endpoint-0")));

    // When
    polling.time.pass(Duration.ofSeconds(30));

    // Then
    assertThat(polling.poller.sources())
        .extracting(SourceView::source)
        .containsExactly(service("service-2"));
    assertThat(polling.sweeps()).containsExactly(0.2, 1.2);
  }

  @Test
  void aSourceTellsWhatItListsWatchedOrNot() {
    // Given
    polling.cloud.holds("service-1", connections(3));
    polling.cloud.put("service-1", aConnection().of("x").in("failed").build());
    polling.watch("w", aWatch("endpoint-0"));

    // When
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.poller.sources())
        .containsExactly(
            new SourceView(
                SERVICE,
                Duration.ofMinutes(1),
                at(NOON),
                at(NOON.plusMillis(200)),
                Map.of("accepted", 3, "failed", 1)));
  }

  @Test
  void aSourceTellsHowOftenItIsToBeReadAndSinceWhen() {
    // Given
    polling.watch("slow", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.time.pass(Duration.ofSeconds(10));

    // When
    polling.watch("quick", every(Duration.ofSeconds(30), aWatch("endpoint-1")));

    // Then
    assertThat(polling.poller.sources())
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
    polling.watch("w0", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.watch("w1", at(service("s-2"), every(Duration.ofHours(1), aWatch("endpoint-0"))));
    polling.time.pass(Duration.ofSeconds(10));

    // When
    polling.poller.accountChanged(ACCOUNT);
    polling.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 0.2, 10.2, 10.2);
  }

  @Test
  void anAccountThatIsReadyDisturbsNoSourceThatDidNotWaitForIt() {
    // Given
    polling.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.time.pass(Duration.ofSeconds(10));

    // When
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(Duration.ofSeconds(10));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2);
  }

  @Test
  void anAccountThatIsReadyIsTriedAtOnceWhereItWasWaitedFor() {
    // Given
    polling.refuse(
        new CloudFailure(CloudFailure.Reason.ACCOUNT_NOT_READY, "the account is not ready"));
    polling.watch("w", every(Duration.ofHours(1), aWatch("endpoint-0")));
    polling.time.pass(Duration.ofSeconds(10));

    // When
    polling.poller.accountReady(ACCOUNT);
    polling.time.pass(Duration.ofSeconds(1));

    // Then
    assertThat(polling.sweeps()).containsExactly(0.2, 10.2);
  }

  private static SourceKey service(String id) {
    return new SourceKey(ACCOUNT, new Source(Source.Kind.VPC_ENDPOINT_SERVICE, id));
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
