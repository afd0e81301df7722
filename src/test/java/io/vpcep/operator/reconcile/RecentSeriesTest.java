package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.EventRecord.Reason;
import io.vpcep.operator.support.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentSeriesTest {

  private static final UUID ID = UUID.randomUUID();
  private static final SeriesState STATE = new SeriesState("77", 2);
  private static final EventRecord LAST = eventRecord(5, "a");
  private static final EventRecord NEXT = eventRecord(6, "b");

  private final FakeClock time = new FakeClock(Instant.parse("2026-03-01T12:00:00Z"));
  private final RecentSeries recent = new RecentSeries(time);

  @Test
  void knowsTheStateOfASeriesUntilItIsContinued() {
    recent.remember(ID, STATE, LAST);

    assertThat(recent.take(ID, NEXT)).isEqualTo(STATE);
    assertThat(recent.take(ID, NEXT)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "6, a, true", // a later transition, of a cloud that dates nothing
    "5, b, true", // what has no number of its own, or was recorded and never written
    "5, a, false", // the same again
    "4, a, false", // of a replica with an old status
    "4, b, false", // perhaps an earlier one that waited in the status
  })
  void continuesASeriesOnlyWithWhatItCannotHaveRecorded(long number, String seen, boolean known) {
    recent.remember(ID, STATE, LAST);

    assertThat(recent.take(ID, eventRecord(number, seen))).isEqualTo(known ? STATE : null);
  }

  @ParameterizedTest
  @CsvSource({
    "1, true",
    "999999999999999999, true",
    "077, false",
    "v77, false",
    "10000000000000000000, false"
  })
  void remembersVersionsThatAreDecimalNumbers(String version, boolean known) {
    var state = new SeriesState(version, 2);

    recent.remember(ID, state, LAST);

    assertThat(recent.take(ID, NEXT)).isEqualTo(known ? state : null);
  }

  @ParameterizedTest
  @CsvSource({"59, true", "60, false"})
  void forgetsASeriesThatTheApiServerHasDeletedByNow(int minutes, boolean known) {
    recent.remember(ID, STATE, LAST);

    time.pass(Duration.ofMinutes(minutes));

    assertThat(recent.take(ID, NEXT)).isEqualTo(known ? STATE : null);
  }

  @Test
  void twoSeriesOfEachOfTenThousandResourcesAreKnownHoweverOftenTheyChange() {
    for (int round = 1; round <= 4; round++) {
      for (int i = 0; i < RecentSeries.MAX / 2; i++) {
        var id = new UUID(round % 2, i);
        assertThat(recent.take(id, eventRecord(round, "a")) != null).isEqualTo(round > 2);
        recent.remember(id, STATE, eventRecord(round, "a"));
      }
    }
  }

  @Test
  void forgetsTheSeriesThatWasWrittenTheLongestTimeAgoWhenThereAreTooMany() {
    // Given
    var other = UUID.randomUUID();
    recent.remember(ID, STATE, LAST);
    recent.remember(other, STATE, LAST);
    recent.remember(ID, STATE, LAST);

    // When
    rememberOthers(RecentSeries.MAX - 1);

    // Then
    assertThat(recent.take(other, NEXT)).isNull();
    assertThat(recent.take(ID, NEXT)).isEqualTo(STATE);
  }

  private void rememberOthers(int count) {
    for (int i = 0; i < count; i++) {
      recent.remember(UUID.randomUUID(), STATE, LAST);
    }
  }

  private static EventRecord eventRecord(long number, String seen) {
    return new EventRecord(Reason.CONNECTION_FAILED, "It failed.", number, seen);
  }
}
