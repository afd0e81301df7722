package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.Polling.ACCOUNT;
import static io.vpcep.operator.poll.Polling.MINUTE;
import static io.vpcep.operator.poll.Polling.NOON;
import static io.vpcep.operator.poll.Polling.SECOND;
import static io.vpcep.operator.poll.Polling.aWatch;
import static io.vpcep.operator.poll.Polling.byMarker;
import static io.vpcep.operator.poll.Polling.failure;
import static io.vpcep.operator.poll.Polling.requesting;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Times.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Sighting;
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

  private final Polling polling = new Polling();

  @BeforeEach
  void watchAll() {
    polling.cloud.holds(
        SERVICE,
        IntStream.range(0, SIZE)
            .mapToObj(i -> connection(i, "accepted", LONG_AGO.plusSeconds(i)))
            .toArray(Connection[]::new));
    IntStream.range(0, 100).forEach(i -> polling.watch("w" + i, aWatch("endpoint-" + i)));
    polling.time.pass(SECOND.plus(MINUTE));
    polling.news();
  }

  @Test
  void anUnchangedSourceIsSeenToBeSoByOneSmallCall() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.calls().clear();

    // When
    polling.time.pass(MINUTE.multipliedBy(7));

    // Then
    assertThat(polling.cloud.calls()).hasSize(7).allMatch(call -> call.limit() == 20);
    assertThat(polling.news()).isEmpty();
    assertThat(polling.known("w7").since()).isGreaterThan(at(NOON.plus(MINUTE.multipliedBy(8))));
  }

  @Test
  void theWholeListIsReadEveryTenMinutes() {
    // When
    polling.time.pass(MINUTE.multipliedBy(20));

    // Then
    assertThat(polling.kinds())
        .startsWith(SweepKind.FULL, SweepKind.FULL, SweepKind.INCREMENTAL)
        .filteredOn(SweepKind.FULL::equals)
        .hasSize(4);
  }

  @Test
  void aChangeIsSeenByTheNextSweep() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.put(SERVICE, connection(7, "failed", polling.time.instant()));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.news()).containsExactly("w7");
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(polling.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void manyChangesOfOneSecondAreReadOnceMoreAndThenNotAgain() {
    // Given
    var second = polling.time.instant();
    IntStream.range(0, SIZE)
        .forEach(i -> polling.cloud.put(SERVICE, connection(i, "rejected", second)));
    polling.time.pass(MINUTE.multipliedBy(3));
    polling.cloud.calls().clear();

    // When
    polling.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(polling.news()).hasSize(100);
    assertThat(polling.cloud.calls()).hasSize(3);
  }

  @Test
  void aConnectionThatIsGoneIsNoticedByTheCountAndConfirmed() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.remove(SERVICE, "endpoint-7");

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w7").sighting()).isEqualTo(new Sighting.Absent());
    assertThat(polling.news()).containsExactly("w7");
  }

  @Test
  void aConnectionThatGoesWhileAnotherComesIsNoticedToo() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.remove(SERVICE, "endpoint-7");
    polling.cloud.put(SERVICE, connection(SIZE, "accepted", polling.time.instant()));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.known("w7").sighting()).isEqualTo(new Sighting.Absent());
  }

  @Test
  void aConnectionThatIsAbsentStaysSoWithoutFurtherCallsAndComesBackAtOnce() {
    // Given
    polling.watch("missing", aWatch("endpoint-9999"));
    polling.watch("missing-marker", byMarker(9999));
    polling.time.pass(MINUTE);
    polling.cloud.calls().clear();
    polling.time.pass(MINUTE.multipliedBy(3));
    int calls = polling.cloud.calls().size();

    // When
    polling.cloud.put(SERVICE, connection(9999, "accepted", polling.time.instant()));
    var before = polling.known("missing").sighting();
    polling.time.pass(MINUTE);

    // Then
    assertThat(calls).isEqualTo(3);
    assertThat(before).isEqualTo(new Sighting.Absent());
    assertThat(state("missing")).isEqualTo("accepted");
    assertThat(state("missing-marker")).isEqualTo("accepted");
  }

  @Test
  void aNewWatcherIsServedByOneMoreCall() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.calls().clear();

    // When
    polling.watch("new", aWatch("endpoint-2000"));
    polling.time.pass(SECOND);

    // Then
    assertThat(state("new")).isEqualTo("accepted");
    assertThat(polling.cloud.calls())
        .extracting(ListQuery::endpointId)
        .containsExactly(null, "endpoint-2000");
  }

  @Test
  void whatTheCloudRefusesToSortByIsNotAskedAgain() {
    // Given
    polling.cloud.sortsBy("updated_at");

    // When
    polling.time.pass(MINUTE.multipliedBy(5));

    // Then
    assertThat(polling.cloud.calls())
        .extracting(ListQuery::sortKey)
        .filteredOn(Objects::nonNull)
        .containsOnlyOnce("update_at")
        .contains("updated_at");
    assertThat(polling.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void aCloudThatSortsByNeitherIsReadAsAWhole() {
    // Given
    polling.cloud.sortsBy("something_else");

    // When
    polling.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(polling.kinds()).containsOnly(SweepKind.FULL);
    assertThat(polling.known("w7").failure()).isNull();
  }

  @Test
  void aCloudThatTakesNoNoticeOfEitherNameIsReadAsAWholeInTheEnd() {
    // Given
    polling.cloud.ignoresSortingBy("update_at", "updated_at");
    for (int i = 0; i < 3; i++) {
      polling.cloud.put(SERVICE, connection(i, "failed", polling.time.instant()));
      polling.time.pass(MINUTE.multipliedBy(11));
    }

    // When
    polling.cloud.put(SERVICE, connection(7, "failed", polling.time.instant()));
    polling.time.pass(MINUTE);

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(polling.kinds()).endsWith(SweepKind.FULL, SweepKind.FULL);
  }

  @Test
  void aChangeThatMovesNoUpdateTimeIsFoundByTheFullSweepAndInTheEndEverySweepIsAFullOne() {
    // Given
    polling.cloud.sortsBy("update_at");
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.put(SERVICE, connection(7, "failed", LONG_AGO.plusSeconds(7)));
    polling.time.pass(MINUTE.multipliedBy(9));
    var found = state("w7");

    // When
    polling.cloud.put(SERVICE, connection(8, "failed", LONG_AGO.plusSeconds(8)));
    polling.time.pass(MINUTE);

    // Then
    assertThat(found).isEqualTo("failed");
    assertThat(state("w8")).isEqualTo("failed");
    assertThat(polling.kinds()).endsWith(SweepKind.FULL, SweepKind.FULL);
  }

  @Test
  void aCloudThatTakesNoNoticeOfOneNameIsAskedByTheOther() {
    // Given
    polling.cloud.ignoresSortingBy("update_at");
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.put(SERVICE, connection(7, "failed", polling.time.instant()));
    polling.time.pass(MINUTE.multipliedBy(9));

    // When
    polling.cloud.put(SERVICE, connection(8, "failed", polling.time.instant()));
    polling.time.pass(MINUTE.multipliedBy(4));

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(state("w8")).isEqualTo("failed");
    assertThat(polling.cloud.calls())
        .extracting(ListQuery::sortKey)
        .contains("update_at", "updated_at");
    assertThat(polling.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void aLookThatIsAskedForReadsEverything() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.put(SERVICE, connection(7, "failed", LONG_AGO.plusSeconds(7)));

    // When
    polling.watch("w7", requesting("now", aWatch("endpoint-7")));
    polling.time.pass(SECOND);

    // Then
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(polling.kinds()).endsWith(SweepKind.FULL);
  }

  @Test
  void anotherAccountIsReadAsAWhole() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));

    // When
    polling.poller.accountChanged(ACCOUNT);
    polling.time.pass(SECOND);

    // Then
    assertThat(polling.kinds()).endsWith(SweepKind.FULL);
  }

  @Test
  void aFailureLeavesWhatIsKnownAndTheNextSweepCatchesUp() {
    // Given
    polling.time.pass(MINUTE.multipliedBy(2));
    polling.cloud.put(SERVICE, connection(7, "failed", polling.time.instant()));
    polling.cloud.failsAlways(failure(Reason.CLOUD_UNAVAILABLE));
    polling.time.pass(MINUTE);
    var meanwhile = polling.known("w7");

    // When
    polling.cloud.recovers();
    polling.time.pass(MINUTE);

    // Then
    assertThat(meanwhile.failure()).isEqualTo(failure(Reason.CLOUD_UNAVAILABLE));
    assertThat(state("w7")).isEqualTo("failed");
    assertThat(polling.known("w8").failure()).isNull();
  }

  @Test
  void whatTheSourceListsIsCountedWithoutReadingItAll() {
    // Given
    polling.time.pass(MINUTE);
    polling.cloud.put(SERVICE, connection(2400, "failed", polling.time.instant()));

    // When
    polling.time.pass(MINUTE);

    // Then
    assertThat(polling.kinds()).endsWith(SweepKind.INCREMENTAL);
    assertThat(polling.poller.sources())
        .singleElement()
        .satisfies(
            source ->
                assertThat(source.census())
                    .containsEntry("accepted", SIZE - 1)
                    .containsEntry("failed", 1));
  }

  private String state(String watcher) {
    return polling.known(watcher).sighting() instanceof Sighting.Present present
        ? present.connection().state().word()
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
