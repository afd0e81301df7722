package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.MINUTE;
import static io.vpcep.operator.poll.PollerFixture.NOON;
import static io.vpcep.operator.poll.PollerFixture.SECOND;
import static io.vpcep.operator.poll.PollerFixture.aWatch;
import static io.vpcep.operator.poll.PollerFixture.failure;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure.Reason;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Times of the cloud that are not what they should be, and clocks of ours that are set. */
class CloudDatesTest {

  private static final String SERVICE = "service-1";
  private static final int SIZE = 2_500;
  private static final int WATCHED = 100;
  private static final Instant LONG_AGO = NOON.minus(Duration.ofDays(100));
  private static final Instant FAR_AHEAD = Instant.parse("2099-01-01T00:00:00Z");

  private final PollerFixture pollerFixture = new PollerFixture();

  @BeforeEach
  void watchAll() {
    pollerFixture.cloud.holds(
        SERVICE,
        IntStream.range(0, SIZE)
            .mapToObj(i -> connection(i, "accepted", LONG_AGO.plusSeconds(i)))
            .toArray(Connection[]::new));
    IntStream.range(0, WATCHED).forEach(i -> pollerFixture.watch("w" + i, aWatch("endpoint-" + i)));
    pollerFixture.time.pass(MINUTE.multipliedBy(2).plus(SECOND));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 1_500})
  void datesFarAheadHideTheChangesOfNoOthers(int count) {
    // Given
    dateAhead(count, FAR_AHEAD);
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    changeAll("failed");
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 1_500})
  void datesALittleAheadHideTheChangesOfNoOthers(int count) {
    // Given
    dateAhead(count, pollerFixture.time.instant().plus(MINUTE.multipliedBy(14)));
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    changeAll("failed");
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void datesFarAheadHideNoChangeOfACloudWhoseClockIsBehindOurs() {
    // Given
    dateAhead(30, FAR_AHEAD);
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    var now = pollerFixture.time.instant().minus(Duration.ofHours(1));
    IntStream.range(0, WATCHED)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(i, "failed", now)));
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
  }

  @Test
  void datesFarAheadDoNotEndTheReadingOfChangesAlone() {
    // Given
    dateAhead(1, FAR_AHEAD);
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.calls().clear();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(30));

    // Then
    assertThat(pollerFixture.kinds().subList(5, 33))
        .filteredOn(SweepKind.INCREMENTAL::equals)
        .hasSizeGreaterThan(22);
  }

  @Test
  void connectionsThatCameInTheFutureDoNotEndTheReadingOfChangesAlone() {
    // Given
    pollerFixture.cloud.put(
        SERVICE, aConnection().of("ahead").createdAt(FAR_AHEAD).updatedAt(FAR_AHEAD).build());

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(25));

    // Then
    assertThat(pollerFixture.kinds().subList(5, 25))
        .filteredOn(SweepKind.INCREMENTAL::equals)
        .hasSizeGreaterThan(14);
  }

  @Test
  void aDateFarAheadThatIsPutRightDoesNotDiscreditTheOrder() {
    // Given
    dateAhead(1, FAR_AHEAD);
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(SERVICE, connection(2_000, "accepted", LONG_AGO));
    pollerFixture.time.pass(MINUTE);

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // Then
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL, SweepKind.INCREMENTAL);
    assertThat(pollerFixture.cloud.calls())
        .extracting(call -> call.sortKey())
        .doesNotContain("updated_at");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void ourWallClockSetByAnHourHidesNothing(long hours) {
    // Given
    pollerFixture.time.setWall(pollerFixture.time.instant().plus(Duration.ofHours(hours)));
    var cloudIsAheadBy = Duration.ofHours(-hours);
    dateAhead(30, pollerFixture.time.instant().plus(cloudIsAheadBy).plus(MINUTE.multipliedBy(14)));
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    var now = pollerFixture.time.instant().plus(cloudIsAheadBy);
    IntStream.range(0, WATCHED)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(i, "failed", now)));
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("failed");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
    assertThat(pollerFixture.sweeps()).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"SOURCE_NOT_FOUND", "FORBIDDEN", "INVALID_RESPONSE"})
  void aSourceThatComesBackWithOlderDatesIsReadAsAWhole(Reason reason) {
    // Given
    pollerFixture.cloud.failsAlways(failure(reason));
    pollerFixture.time.pass(MINUTE);
    IntStream.range(0, SIZE)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(i, "rejected", LONG_AGO)));
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("rejected");
  }

  @Test
  void aSourceThatComesBackKeepsTheOrderItsDatesHave() {
    // Given
    pollerFixture.cloud.failsAlways(failure(Reason.SOURCE_NOT_FOUND));
    pollerFixture.time.pass(MINUTE);
    IntStream.range(0, SIZE)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(i, "rejected", LONG_AGO)));
    pollerFixture.cloud.recovers();

    // When
    pollerFixture.time.pass(MINUTE.multipliedBy(3));

    // Then
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL, SweepKind.INCREMENTAL);
  }

  @Test
  void aSourceThatWasRestoredFromABackupUnnoticedIsReadAsAWhole() {
    // Given
    changeAll("failed");
    pollerFixture.time.pass(MINUTE.multipliedBy(2));

    // When
    IntStream.range(0, WATCHED)
        .forEach(
            i ->
                pollerFixture.cloud.put(
                    SERVICE, connection(i, "accepted", LONG_AGO.plusSeconds(i))));
    IntStream.range(1_000, 1_100)
        .forEach(
            i ->
                pollerFixture.cloud.put(
                    SERVICE, connection(i, "failed", pollerFixture.time.instant())));
    pollerFixture.time.pass(MINUTE);

    // Then
    allAre("accepted");
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.INCREMENTAL);
    assertThat(pollerFixture.cloud.calls())
        .as("the order of the dates is not to blame")
        .extracting(call -> call.sortKey())
        .doesNotContain("updated_at");
  }

  @Test
  void aListWithoutRecentConnectionsIsBuiltOnAtOnce() {
    assertThat(pollerFixture.kinds())
        .startsWith(SweepKind.FULL, SweepKind.INCREMENTAL, SweepKind.INCREMENTAL);
  }

  @ParameterizedTest
  @ValueSource(longs = {60, 10_000_000})
  void aSourceWithAConnectionThatHasAnOlderDateThanItHadIsReadAsAWhole(long secondsBack) {
    // Given
    pollerFixture.cloud.put(SERVICE, connection(7, "failed", pollerFixture.time.instant()));
    pollerFixture.time.pass(MINUTE.multipliedBy(2));
    pollerFixture.cloud.put(
        SERVICE,
        connection(7, "accepted", pollerFixture.time.instant().minusSeconds(120 + secondsBack)));
    pollerFixture.cloud.put(SERVICE, connection(8, "rejected", LONG_AGO));

    // When
    pollerFixture.time.pass(MINUTE);

    // Then
    assertThat(state("w7")).isEqualTo("accepted");
    assertThat(state("w8")).isEqualTo("rejected");
    assertThat(pollerFixture.kinds()).endsWith(SweepKind.FULL);
  }

  private void dateAhead(int count, Instant date) {
    IntStream.range(0, count)
        .forEach(i -> pollerFixture.cloud.put(SERVICE, connection(SIZE - 1 - i, "accepted", date)));
  }

  private void changeAll(String state) {
    IntStream.range(0, WATCHED)
        .forEach(
            i ->
                pollerFixture.cloud.put(
                    SERVICE, connection(i, state, pollerFixture.time.instant())));
  }

  private void allAre(String state) {
    assertThat(IntStream.range(0, WATCHED).mapToObj(i -> state("w" + i))).containsOnly(state);
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
        .createdAt(LONG_AGO)
        .updatedAt(updated)
        .build();
  }
}
