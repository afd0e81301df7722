package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.ConnectionFixture.NOON;
import static io.vpcep.operator.decision.ConnectionFixture.failure;
import static io.vpcep.operator.decision.ConnectionFixture.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Defaults.POLLING;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.api.UnrecordedEvent;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.support.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventRecordTest {

  private final ConnectionFixture connectionFixture = ConnectionFixture.of(aResource());

  @ParameterizedTest
  @CsvSource({
    "ConnectionFailed,    Warning",
    "AcceptanceOverdue,   Warning",
    "ConnectionRejected,  Warning",
    "ConnectionNotFound,  Warning",
    "ConnectionAccepted,  Normal",
    "ConnectionPending,   Normal",
    "ConnectionCreating,  Normal",
    "ConnectionDeleting,  Normal",
    "AccountNotReady,     Warning",
    "AccountReady,        Normal",
  })
  void everyReasonHasItsType(String word, String type) {
    assertThat(EventRecord.Reason.values())
        .filteredOn(reason -> reason.value().equals(word))
        .singleElement()
        .extracting(EventRecord.Reason::type)
        .isEqualTo(type);
  }

  @Test
  void decidingTwiceBeforeTheStatusIsWrittenIsTheSameNotice() {
    // Given
    var failed = saw(aConnection().in("failed"), NOON);

    // When
    var first = connectionFixture.consider(failed, NOON).eventSequence();
    var second = connectionFixture.consider(failed, NOON.plusSeconds(3)).eventSequence();

    // Then
    assertThat(second).isEqualTo(first).hasSize(1);
  }

  @Test
  void itIsStillTheSameWhenTheStatusChangedMeanwhileAndTheStateWasNotWritten() {
    // Given
    var failed = aConnection().in("failed");
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    var recorded =
        connectionFixture
            .consider(saw(failed, NOON.plusSeconds(60)), NOON.plusSeconds(60))
            .eventSequence();

    // When
    var forbidden =
        Observation.awaited(at(NOON.plusSeconds(70)))
            .failing(failure(CloudFailure.Reason.FORBIDDEN));
    connectionFixture.live(forbidden, NOON.plusSeconds(71));
    var again =
        connectionFixture
            .live(saw(failed, NOON.plusSeconds(120)), NOON.plusSeconds(120))
            .eventSequence();

    // Then
    assertThat(connectionFixture.status().state()).isEqualTo("failed");
    assertThat(again).isEqualTo(recorded).hasSize(1);
  }

  @Test
  void eachTransitionHasTheNextNumberEvenIfTheStatesRepeatWithinASecond() {
    // Given
    var numbers = new ArrayList<Long>();

    // When
    for (int i = 0; i < 6; i++) {
      var connection = aConnection().in(i % 2 == 0 ? "rejected" : "failed");
      connectionFixture
          .live(saw(connection, NOON), NOON)
          .eventSequence()
          .forEach(n -> numbers.add(n.number()));
    }

    // Then
    assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(connectionFixture.status().eventCount()).isEqualTo(6);
  }

  @Test
  void twoThatAreRecordedAtOnceHaveANumberEach() {
    // Given
    var longAgo = NOON.minus(Duration.ofHours(2));
    var pending = aConnection().in("pendingAcceptance").updatedAt(longAgo);

    // When
    var eventSequence = connectionFixture.live(saw(pending, NOON), NOON).eventSequence();

    // Then
    assertThat(eventSequence).extracting(EventRecord::number).containsExactly(1L, 2L);
    assertThat(connectionFixture.status().eventCount()).isEqualTo(2);
  }

  @Test
  void theNumbersGoOnWhenTheResourceComesToMeanAnotherConnection() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);

    // When
    connectionFixture.change(spec -> spec.forEndpoint("endpoint-2"));
    var other = saw(aConnection().of("endpoint-2"), NOON.plusSeconds(5));
    var eventSequence = connectionFixture.live(other, NOON.plusSeconds(5)).eventSequence();

    // Then
    assertThat(eventSequence).extracting(EventRecord::number).containsExactly(2L);
  }

  @Test
  void aTransitionThatWasRecordedAndTakenBackUnwrittenIsNotTakenForALaterOne() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    var failed = aConnection().in("failed").updatedAt(NOON.plusSeconds(50));
    var recorded =
        connectionFixture
            .consider(saw(failed, NOON.plusSeconds(60)), NOON.plusSeconds(60))
            .eventSequence();

    // When
    connectionFixture.live(saw(aConnection(), NOON.plusSeconds(90)), NOON.plusSeconds(90));
    var failedAgain = aConnection().in("failed").updatedAt(NOON.plusSeconds(110));
    var again =
        connectionFixture.consider(saw(failedAgain, NOON.plusSeconds(120)), NOON.plusSeconds(120));

    // Then
    assertThat(again.eventSequence()).hasSize(1).isNotEqualTo(recorded);
  }

  @Test
  void whatWasNotRecordedYetStaysInTheStatus() {
    // Given
    connectionFixture.live(saw(aConnection(), NOON), NOON);
    connectionFixture.tamper(
        json ->
            json.replaceFirst(
                "\\{",
                """
                {"unrecordedEvents": [{"reason": "ConnectionAccepted", "number": 1,
                  "note": "Note.", "seen": "s", "time": "t"}],
                """));

    // When
    var decision = connectionFixture.live(saw(aConnection().in("failed"), NOON), NOON);

    // Then
    assertThat(decision.status().unrecordedEvents())
        .containsExactly(new UnrecordedEvent("ConnectionAccepted", 1, "Note.", "s", "t", null));
  }

  @Test
  void theEventsOfAResourceWithoutAnyStatusAreRecordedFromTheStart() {
    // Given
    var resource = aResource().build();
    resource.setStatus(null);

    // When
    var decision =
        ConnectionDecision.decide(resource, saw(aConnection(), NOON), POLLING, Times.now(NOON));

    // Then
    assertThat(decision.eventSequence()).extracting(EventRecord::number).containsExactly(1L);
    assertThat(decision.status().state()).isEqualTo("accepted");
    assertThat(decision.status().unrecordedEvents()).isNull();
  }

  @Test
  void nothingIsNumberedThatIsNotRecorded() {
    // When
    connectionFixture.live(saw(aConnection().in("odd"), NOON), NOON);

    // Then
    assertThat(connectionFixture.status().state()).isEqualTo("odd");
    assertThat(connectionFixture.status().eventCount()).isNull();
  }

  static Stream<String> letters() {
    return Stream.of("a", "é", "错", "😀");
  }

  @ParameterizedTest
  @MethodSource("letters")
  void aLongNoteIsCutToWhatTheApiServerTakes(String letter) {
    // When
    var note =
        new EventRecord(EventRecord.Reason.CONNECTION_FAILED, "x" + letter.repeat(1100), 1, "a")
            .note();

    // Then
    assertThat(note.getBytes(UTF_8).length).isBetween(1020, 1024);
    assertThat(note).startsWith("x" + letter).endsWith(letter + "…");
  }

  @Test
  void aNoteThatFitsIsLeftAsItIs() {
    // Given
    var text = "a".repeat(1024);

    // When
    var eventRecord = new EventRecord(EventRecord.Reason.CONNECTION_FAILED, text, 1, "a");

    // Then
    assertThat(eventRecord.note()).isEqualTo(text);
  }
}
