package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.decision.EventRecord.Reason;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What a status keeps of events that the API server does not let in. */
class UnrecordedEventsTest {

  @Test
  void eventsWaitInTheirOrder() {
    var events = UnrecordedEvents.append(List.of(), eventRecord(Reason.CONNECTION_FAILED, 1), NOON);

    var both = UnrecordedEvents.append(events, eventRecord(Reason.CONNECTION_ACCEPTED, 2), NOON);

    assertThat(both)
        .containsExactly(
            new UnrecordedEvent("ConnectionFailed", 1, "Note 1.", "seen-1", NOON.toString(), null),
            new UnrecordedEvent(
                "ConnectionAccepted", 2, "Note 2.", "seen-2", NOON.toString(), null));
  }

  @Test
  void whereThereIsNoRoomTheOldestOfAReasonBecomeOneAndNoneIsLost() {
    // Given
    List<UnrecordedEvent> events =
        UnrecordedEvents.append(List.of(), eventRecord(Reason.CONNECTION_PENDING, 1), NOON);

    // When
    for (long number = 2; number <= 41; number++) {
      events = UnrecordedEvents.append(events, eventRecord(Reason.CONNECTION_FAILED, number), NOON);
    }

    // Then
    assertThat(events).hasSize(UnrecordedEvents.MOST);
    assertThat(events.stream().mapToLong(UnrecordedEvent::occurrences).sum()).isEqualTo(41);
    assertThat(events.get(0).reason()).isEqualTo("ConnectionPending");
    assertThat(events.get(1).number()).isEqualTo(27);
    assertThat(events.get(1).count()).isEqualTo(26);
    assertThat(events.stream().mapToLong(UnrecordedEvent::number).skip(2))
        .containsExactlyElementsOf(LongStream.rangeClosed(28, 41).boxed().toList());
  }

  @Test
  void moreThanThereIsRoomForBecomeFewerTogether() {
    // Given
    var events = LongStream.rangeClosed(1, 30).mapToObj(i -> waiting("ConnectionFailed", i));

    // When
    var all =
        UnrecordedEvents.append(events.toList(), eventRecord(Reason.CONNECTION_ACCEPTED, 31), NOON);

    // Then
    assertThat(all).hasSize(UnrecordedEvents.MOST);
    assertThat(all.stream().mapToLong(UnrecordedEvent::occurrences).sum()).isEqualTo(31);
  }

  @Test
  void whatHasAReasonOfItsOwnIsLeftAlone() {
    // Given
    var events = LongStream.rangeClosed(1, 20).mapToObj(i -> waiting("Reason" + i, i)).toList();

    // When
    var all = UnrecordedEvents.append(events, eventRecord(Reason.CONNECTION_FAILED, 21), NOON);

    // Then
    assertThat(all).hasSize(21);
  }

  @Test
  void aStatusHoldsNoEmptyList() {
    var events = List.of(waiting("ConnectionFailed", 1));

    assertThat(UnrecordedEvents.orNull(List.of())).isNull();
    assertThat(UnrecordedEvents.orNull(events)).isEqualTo(events);
  }

  private static UnrecordedEvent waiting(String reason, long number) {
    return new UnrecordedEvent(reason, number, "Note.", "seen", NOON.toString(), null);
  }

  private static EventRecord eventRecord(Reason reason, long number) {
    return new EventRecord(reason, "Note " + number + ".", number, "seen-" + number);
  }
}
