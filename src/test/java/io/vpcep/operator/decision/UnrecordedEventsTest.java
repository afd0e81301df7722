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

  private static EventRecord eventRecord(Reason reason, long number) {
    return new EventRecord(reason, "Note " + number + ".", number, "seen-" + number);
  }
}
