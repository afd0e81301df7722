package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.ACCOUNT;
import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.byMarker;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.poll.PollerFixture.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is read of a list whose connections tell when they changed. */
class IncrementalSweepTest {

  private static final String SERVICE = "service-1";
  private static final int SIZE = 2_500;
  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(100));

  private final PollerFixture pollerFixture = new PollerFixture();

  @BeforeEach
  void watchAll() {
    pollerFixture.cloud.holds(
        SERVICE,
        IntStream.range(0, SIZE)
            .mapToObj(i -> connection(i, "accepted", LONG_AGO.plusSeconds(i)))
            .toArray(Connection[]::new));
    IntStream.range(0, 100).forEach(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i)));
    pollerFixture.time.pass(SECOND.plus(MINUTE));
    pollerFixture.news();
  }

  @Test
  void anUnchangedSourceIsSeenToBeSoByOneSmallCall() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(7));

    // Then
    assertThat(pollerFixture.cloud.calls()).hasSize(7).allMatch(call -> call.limit() == 20);
    assertThat(pollerFixture.news()).isEmpty();
    assertThat(pollerFixture.known("w7").since())
        .isGreaterThan(at(NOON.plus(MINUTE.multipliedBy(8))));
  }

  @Test
  void theWholeListIsReadEveryTenMinutes() {
    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(20));

    // Then
    assertThat(pollerFixture.kinds())
        .startsWith(SweepKind.FULL, SweepKind.FULL, SweepKind.INCREMENTAL)
        .filteredOn(SweepKind.FULL::equals)
        .hasSize(4);
  }

  @Test
  void aChangeIsSeenByTheNextSweep() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", pollerFixture.time.instant()));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.news()).containsExactly("w7");
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void manyChangesOfOneSecondAreReadOnceMoreAndThenNotAgain() {
    // Given
    var second = pollerFixture.time.instant();
    IntStream.range(0, SIZE)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(i, "rejected", second)));
    pollerFixture.time.pass(MINUTE.multipliedBy(3));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(pollerFixture.news()).hasSize(100);
    assertThat(pollerFixture.cloud.calls()).hasSize(3);
  }

  @Test
  void aConnectionThatIsGoneIsNoticedByTheCountAndConfirmed() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.remove(SERVICE, "endpoint-7");

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w7").presence()).isEqualTo(new Presence.Absent());
    assertThat(pollerFixture.news()).containsExactly("w7");
  }

  @Test
  void aConnectionThatGoesWhileAnotherComesIsNoticedToo() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.remove(SERVICE, "endpoint-7");
    pollerFixture.cloud.put(SERVICE, connection(SIZE, "accepted", pollerFixture.time.instant()));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.known("w7").presence()).isEqualTo(new Presence.Absent());
  }

  @Test
  void aConnectionThatIsAbsentStaysSoWithoutFurtherCallsAndComesBackAtOnce() {
    // Given
    pollerFixture.watch("missing", aWatch("endpoint-9999"));
    pollerFixture.watch("missing-marker", byMarker(9999));
    pollerFixture.time.pass(MINUTE);
    pollerFixture.cloud.calls().clear();
    pollerFixture.time.pass(MINUTE.multipliedBy(3));
    int calls = pollerFixture.cloud.calls().size();

    // When
    pollerFixture.cloud.put(SERVICE, connection(9999, "accepted", pollerFixture.time.instant()));
    var before = pollerFixture.known("missing").presence();
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(calls).isEqualTo(3);
    assertThat(before).isEqualTo(new Presence.Absent());
    assertThat(state("missing")).isEqualTo("accepted");
    assertThat(state("missing-marker")).isEqualTo("accepted");
  }

  @Test
  void aNewWatcherIsServedByOneMoreCall() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.watch("new", aWatch("endpoint-2000"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(state("new")).isEqualTo("accepted");
    assertThat(pollerFixture.cloud.calls())
        .extracting(ListQuery::endpointId)
        .containsExactly(null, "endpoint-2000");
  }

  @Test
  void aNewWatcherOfWhatAnotherKnowsIsServedToo() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    pollerFixture.watch("new", aWatch("endpoint-7"));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(state("new")).isEqualTo("accepted");
  }

  @Test
  void aConnectionThatComesToAnEmptyListIsSeenByTheNextSweep() {
    // Given
    pollerFixture.cloud.holds(SERVICE);
    pollerFixture.time.pass(MINUTE.multipliedBy(12));
    var before = pollerFixture.known("w7").presence();

    // When
    pollerFixture.cloud.put(SERVICE, connection(7, "accepted", pollerFixture.time.instant()));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(before).isEqualTo(new Presence.Absent());
    assertThat(state("w7")).isEqualTo("accepted");
    assertThat(pollerFixture.internalErrors).isEmpty();
  }

  @Test
  void whatTheCloudRefusesToSortByIsNotAskedAgain() {
    // Given
    pollerFixture.cloud.sortsBy("updated_at");

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(5));

    // Then
    assertThat(pollerFixture.cloud.calls())
        .extracting(ListQuery::sortKey)
        .filteredOn(Objects::nonNull)
        .containsOnlyOnce("update_at")
        .contains("updated_at");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void aCloudThatSortsByNeitherIsReadAsAWhole() {
    // Given
    pollerFixture.cloud.sortsBy("something_else");

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(pollerFixture.kinds()).containsOnly(SweepKind.FULL);
    assertThat(pollerFixture.known("w7").failure()).isNull();
  }

  @Test
  void aCloudThatTakesNoNoticeOfEitherNameIsReadAsAWholeInTheEnd() {
    // Given
    pollerFixture.cloud.ignoresSortingBy("update_at", "updated_at");
    for (int i = 0; i < 3; i++) {
      pollerFixture.cloud.put(SERVICE, connection(i, "failed", pollerFixture.time.instant()));
      pollerFixture.time.pass(MINUTE.multipliedBy(11));
    }

    // When
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", pollerFixture.time.instant()));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL, SweepKind.FULL);
  }

  @Test
  void aChangeThatMovesNoUpdateTimeIsFoundByTheFullSweepAndInTheEndEverySweepIsAFullOne() {
    // Given
    pollerFixture.cloud.sortsBy("update_at");
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", LONG_AGO.plusSeconds(7)));
    pollerFixture.time.pass(MINUTE.multipliedBy(9));
    var found = state("w7");

    // When
    pollerFixture.cloud.put(SERVICE, connection(8, "failed", LONG_AGO.plusSeconds(8)));
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(found).isEqualTo("failed");
    assertThat(state("w8")).isEqualTo("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL, SweepKind.FULL);
  }

  @Test
  void aCloudThatTakesNoNoticeOfOneNameIsAskedByTheOther() {
    // Given
    pollerFixture.cloud.ignoresSortingBy("update_at");
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", pollerFixture.time.instant()));
    pollerFixture.time.pass(MINUTE.multipliedBy(9));

    // When
    pollerFixture.cloud.put(SERVICE, connection(8, "failed", pollerFixture.time.instant()));
    pollerFixture.time.pass(MINUTE.multipliedBy(4));

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(state("w8")).isEqualTo("failed");
    assertThat(pollerFixture.cloud.calls())
        .extracting(ListQuery::sortKey)
        .contains("update_at", "updated_at");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void aLookThatIsAskedForReadsEverything() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", LONG_AGO.plusSeconds(7)));

    // When
    pollerFixture.watch("w7", requesting("now", aWatch("endpoint-7")));
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL);
  }

  @Test
  void anotherAccountIsReadAsAWhole() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    pollerFixture.poller.accountChanged(ACCOUNT);
    pollerFixture.time.pass(SECOND);

    // Then
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL);
  }

  @Test
  void aFailureLeavesWhatIsKnownAndTheNextSweepCatchesUp() {
    // Given
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", pollerFixture.time.instant()));
    pollerFixture.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    pollerFixture.time.pass(MINUTE);
    var meanwhile = pollerFixture.known("w7");

    // When
    pollerFixture.cloud.recovers();
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(meanwhile.failure()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(pollerFixture.known("w8").failure()).isNull();
  }

  @Test
  void whatTheSourceListsIsCountedWithoutReadingItAll() {
    // Given
    pollerFixture.time.pass(MINUTE);
    pollerFixture.cloud.put(SERVICE, connection(2400, "failed", pollerFixture.time.instant()));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
    assertThat(pollerFixture.poller.sources())
        .singleElement()
        .satisfies(
            source ->
                assertThat(source.stateCounts())
                    .containsEntry("accepted", SIZE - 1)
                    .containsEntry("failed", 1));
  }

  private String state(String watcher) {
    return pollerFixture.known(watcher).presence() instanceof Presence.Present present
        ? present.connection().state().value()
        : "";
  }

  private static Connection connection(long number, String state, Instant updated) {
    return aConnection()
        .of("endpoint-" + number)
        .marked(number)
        .in(state)
        .updatedAt(updated)
        .build();
  }
}
