package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.decision.Notice;
import io.vpcep.operator.decision.Notice.Reason;
import io.vpcep.operator.support.ResourceBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventSeriesTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.987654321Z");

  private final VpcEndpointConnection resource = ResourceBuilder.aResource().build();

  @Test
  void eachReasonOfAResourceHasItsOwnSeries() {
    var failed = first(notice(1, "a"));
    var rejected = first(new Notice(Reason.CONNECTION_REJECTED, "Rejected.", 2, "a"));

    assertThat(name(rejected)).isNotEqualTo(name(failed));
    assertThat(name(first(notice(3, "b")))).isEqualTo(name(failed)).startsWith("orders-db.");
  }

  @Test
  void anotherResourceOfTheSameNameHasItsOwnSeries() {
    // Given
    var other = ResourceBuilder.aResource().identifiedBy("uid-2").build();

    // When
    var event = EventSeries.first(other, decided(notice(1, "a")), "replica-1");

    // Then
    assertThat(name(event)).isNotEqualTo(name(first(notice(1, "a"))));
  }

  @ParameterizedTest
  @CsvSource({
    "5, a, true", // decided again, before the status was written
    "4, a, true", // by a replica with an old status that sees what was told
    "6, a, false", // a later transition, of a cloud that dates nothing
    "5, b, false", // a later one, after one that was told and never written
    "4, b, false", // told for the first time, by a replica with an old status
  })
  void aTransitionIsToldUnlessTheSeriesEndsWithIt(long number, String seen, boolean told) {
    var present = first(notice(5, "a"));

    assertThat(EventSeries.tellsOf(present, decided(notice(number, seen)))).isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "a-5", "99999999999999999999-a"})
  void whatSomebodyElseWroteIntoTheAnnotationHidesNothing(String text) {
    // Given
    var present =
        new EventBuilder(first(notice(5, "a")))
            .editMetadata()
            .addToAnnotations("vpcep.io/transition", text)
            .endMetadata()
            .build();

    // When
    boolean told = EventSeries.tellsOf(present, decided(notice(5, "a")));

    // Then
    assertThat(told).isFalse();
  }

  @Test
  void goesOnWithTheLatestNoteAndTimeAndKeepsWhenItBegan() {
    // Given
    var second = next(first(notice(1, "a")), notice(3, "b"), NOON.plusSeconds(60));

    // When
    var third =
        next(
            second,
            new Notice(Reason.CONNECTION_FAILED, "Otherwise.", 5, "c"),
            NOON.plusSeconds(120));

    // Then
    assertThat(second.getSeries().getCount()).isEqualTo(2);
    assertThat(third.getSeries().getCount()).isEqualTo(3);
    assertThat(third.getCount()).isEqualTo(3);
    assertThat(third.getMessage()).isEqualTo("Otherwise.");
    assertThat(third.getReportingInstance()).isEqualTo("replica-2");
    assertThat(third.getEventTime().getTime()).isEqualTo("2026-03-01T12:00:00.987654Z");
    assertThat(third.getFirstTimestamp()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(third.getSeries().getLastObservedTime().getTime())
        .isEqualTo("2026-03-01T12:02:00.987654Z");
    assertThat(third.getLastTimestamp()).isEqualTo("2026-03-01T12:02:00Z");
    assertThat(EventSeries.tellsOf(third, decided(notice(5, "c")))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "5, a, true", // recorded, before the status was written without it
    "4, b, true", // came before what was recorded last
    "5, b, false", // after one that was recorded and never written
    "6, a, false", // a later one, of a cloud that dates nothing
  })
  void aTransitionThatWaitsInTheStatusIsToldUnlessTheSeriesIsPastIt(
      long number, String seen, boolean told) {
    var present = first(notice(5, "a"));

    assertThat(EventSeries.tellsOf(present, new Transition(notice(number, seen), NOON, 1, true)))
        .isEqualTo(told);
  }

  @Test
  void aLaterTransitionIsToldAlthoughNumbersBeganAgainAfterTheStatusWasWiped() {
    var present = next(first(notice(5, "a")), notice(6, "b"), NOON.plusSeconds(60));

    var later = new Transition(notice(1, "c"), NOON.plusSeconds(120), 1, true);

    assertThat(EventSeries.tellsOf(present, later)).isFalse();
  }

  @Test
  void anEntryThatStandsForSeveralTransitionsCountsAsMany() {
    // Given
    var three = new Transition(notice(4, "a"), NOON, 3, true);
    var two = new Transition(notice(9, "b"), NOON.plusSeconds(60), 2, true);

    // When
    var first = EventSeries.first(resource, three, "replica-1");
    var second = EventSeries.next(first, two, "replica-1");

    // Then
    assertThat(first.getSeries().getCount()).isEqualTo(3);
    assertThat(second.getSeries().getCount()).isEqualTo(5);
    assertThat(second.getCount()).isEqualTo(5);
  }

  private static Transition decided(Notice notice) {
    return Transition.decided(notice, NOON);
  }

  private static Notice notice(long number, String seen) {
    return new Notice(Reason.CONNECTION_FAILED, "It failed.", number, seen);
  }

  private Event first(Notice notice) {
    return EventSeries.first(resource, decided(notice), "replica-1");
  }

  private static Event next(Event present, Notice notice, Instant now) {
    return EventSeries.next(present, Transition.decided(notice, now), "replica-2");
  }

  private static String name(Event event) {
    return event.getMetadata().getName();
  }
}
