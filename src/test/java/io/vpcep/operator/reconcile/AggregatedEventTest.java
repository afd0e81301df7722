package io.vpcep.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.decision.EventRecord;
import io.vpcep.operator.decision.EventRecord.Reason;
import io.vpcep.operator.support.ResourceBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AggregatedEventTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.987654321Z");

  private final VpcEndpointConnection resource = ResourceBuilder.aResource().build();

  @Test
  void eachReasonOfAResourceHasItsOwnSeries() {
    var failed = first(eventRecord(1, "a"));
    var rejected = first(new EventRecord(Reason.CONNECTION_REJECTED, "Rejected.", 2, "a"));

    assertThat(name(rejected)).isNotEqualTo(name(failed));
    assertThat(name(first(eventRecord(3, "b")))).isEqualTo(name(failed)).startsWith("orders-db.");
  }

  @Test
  void anotherResourceOfTheSameNameHasItsOwnSeries() {
    // Given
    var other = ResourceBuilder.aResource().identifiedBy("uid-2").build();

    // When
    var event = AggregatedEvent.first(other, decided(eventRecord(1, "a")), "replica-1");

    // Then
    assertThat(name(event)).isNotEqualTo(name(first(eventRecord(1, "a"))));
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
    var present = first(eventRecord(5, "a"));

    assertThat(AggregatedEvent.hasRecorded(present, decided(eventRecord(number, seen))))
        .isEqualTo(told);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "a-5", "99999999999999999999-a"})
  void whatSomebodyElseWroteIntoTheAnnotationHidesNothing(String text) {
    // Given
    var present =
        new EventBuilder(first(eventRecord(5, "a")))
            .editMetadata()
            .addToAnnotations("vpcep.io/transition", text)
            .endMetadata()
            .build();

    // When
    boolean told = AggregatedEvent.hasRecorded(present, decided(eventRecord(5, "a")));

    // Then
    assertThat(told).isFalse();
  }

  @Test
  void goesOnWithTheLatestNoteAndTimeAndLeavesAllElse() {
    // When
    var next =
        AggregatedEvent.patch(
            new SeriesState("77", 2),
            decided(new EventRecord(Reason.CONNECTION_FAILED, "Otherwise.", 5, "c")),
            "replica-2");

    // Then
    assertThat(Serialization.asJson(next))
        .isEqualTo(
            """
            {"apiVersion":"v1","kind":"Event","metadata":{"annotations":{"vpcep.io/transition":"5-c"},\
            "resourceVersion":"77"},"count":3,"lastTimestamp":"2026-03-01T12:00:00Z",\
            "message":"Otherwise.","reportingInstance":"replica-2",\
            "series":{"count":3,"lastObservedTime":"2026-03-01T12:00:00.987654Z"}}""");
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
    var present = first(eventRecord(5, "a"));

    assertThat(
            AggregatedEvent.hasRecorded(
                present, new Transition(eventRecord(number, seen), NOON, 1, true)))
        .isEqualTo(told);
  }

  @Test
  void aLaterTransitionIsToldAlthoughNumbersBeganAgainAfterTheStatusWasWiped() {
    var began = first(eventRecord(5, "a"));
    var next = Transition.decided(eventRecord(6, "b"), NOON.plusSeconds(60));
    var present = AggregatedEvent.patch(new SeriesState("77", began.getCount()), next, "replica-2");

    var later = new Transition(eventRecord(1, "c"), NOON.plusSeconds(120), 1, true);

    assertThat(AggregatedEvent.hasRecorded(present, later)).isFalse();
  }

  @Test
  void anEntryThatStandsForSeveralTransitionsCountsAsMany() {
    // Given
    var three = new Transition(eventRecord(4, "a"), NOON, 3, true);
    var two = new Transition(eventRecord(9, "b"), NOON.plusSeconds(60), 2, true);

    // When
    var first = AggregatedEvent.first(resource, three, "replica-1");
    var second = AggregatedEvent.patch(new SeriesState("77", first.getCount()), two, "replica-1");

    // Then
    assertThat(first.getSeries().getCount()).isEqualTo(3);
    assertThat(second.getSeries().getCount()).isEqualTo(5);
    assertThat(second.getCount()).isEqualTo(5);
  }

  private static Transition decided(EventRecord eventRecord) {
    return Transition.decided(eventRecord, NOON);
  }

  private static EventRecord eventRecord(long number, String seen) {
    return new EventRecord(Reason.CONNECTION_FAILED, "It failed.", number, seen);
  }

  private Event first(EventRecord eventRecord) {
    return AggregatedEvent.first(resource, decided(eventRecord), "replica-1");
  }

  private static String name(Event event) {
    return event.getMetadata().getName();
  }
}
