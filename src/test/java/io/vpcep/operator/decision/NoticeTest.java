package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.Life.NOON;
import static io.vpcep.operator.decision.Life.failure;
import static io.vpcep.operator.decision.Life.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static io.vpcep.operator.support.Times.at;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NoticeTest {

  private final Life life = Life.of(aResource());

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
    assertThat(Notice.Reason.values())
        .filteredOn(reason -> reason.word().equals(word))
        .singleElement()
        .extracting(Notice.Reason::type)
        .isEqualTo(type);
  }

  @Test
  void decidingTwiceBeforeTheStatusIsWrittenIsTheSameNotice() {
    // Given
    var failed = saw(aConnection().in("failed"), NOON);

    // When
    var first = life.consider(failed, NOON).notices();
    var second = life.consider(failed, NOON.plusSeconds(3)).notices();

    // Then
    assertThat(second).isEqualTo(first).hasSize(1);
  }

  @Test
  void itIsStillTheSameWhenTheStatusChangedMeanwhileAndTheStateWasNotWritten() {
    // Given
    var failed = aConnection().in("failed");
    life.live(saw(aConnection(), NOON), NOON);
    var told = life.consider(saw(failed, NOON.plusSeconds(60)), NOON.plusSeconds(60)).notices();

    // When
    var forbidden =
        Observation.awaited(at(NOON.plusSeconds(70)))
            .failing(failure(CloudFailure.Reason.FORBIDDEN));
    life.live(forbidden, NOON.plusSeconds(71));
    var again = life.live(saw(failed, NOON.plusSeconds(120)), NOON.plusSeconds(120)).notices();

    // Then
    assertThat(life.status().state()).isEqualTo("failed");
    assertThat(again).isEqualTo(told).hasSize(1);
  }

  @Test
  void eachTransitionHasTheNextNumberEvenIfTheStatesRepeatWithinASecond() {
    // Given
    var numbers = new ArrayList<Long>();

    // When
    for (int i = 0; i < 6; i++) {
      var connection = aConnection().in(i % 2 == 0 ? "rejected" : "failed");
      life.live(saw(connection, NOON), NOON).notices().forEach(n -> numbers.add(n.number()));
    }

    // Then
    assertThat(numbers).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    assertThat(life.status().eventCount()).isEqualTo(6);
  }

  @Test
  void twoThatAreToldAtOnceHaveANumberEach() {
    // Given
    var longAgo = NOON.minus(Duration.ofHours(2));
    var pending = aConnection().in("pendingAcceptance").updatedAt(longAgo);

    // When
    var notices = life.live(saw(pending, NOON), NOON).notices();

    // Then
    assertThat(notices).extracting(Notice::number).containsExactly(1L, 2L);
    assertThat(life.status().eventCount()).isEqualTo(2);
  }

  @Test
  void theNumbersGoOnWhenTheResourceComesToMeanAnotherConnection() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);

    // When
    life.change(spec -> spec.forEndpoint("endpoint-2"));
    var other = saw(aConnection().of("endpoint-2"), NOON.plusSeconds(5));
    var notices = life.live(other, NOON.plusSeconds(5)).notices();

    // Then
    assertThat(notices).extracting(Notice::number).containsExactly(2L);
  }

  @Test
  void aTransitionThatWasToldAndTakenBackUnwrittenIsNotTakenForALaterOne() {
    // Given
    life.live(saw(aConnection(), NOON), NOON);
    var failed = aConnection().in("failed").updatedAt(NOON.plusSeconds(50));
    var told = life.consider(saw(failed, NOON.plusSeconds(60)), NOON.plusSeconds(60)).notices();

    // When
    life.live(saw(aConnection(), NOON.plusSeconds(90)), NOON.plusSeconds(90));
    var failedAgain = aConnection().in("failed").updatedAt(NOON.plusSeconds(110));
    var again = life.consider(saw(failedAgain, NOON.plusSeconds(120)), NOON.plusSeconds(120));

    // Then
    assertThat(again.notices()).hasSize(1).isNotEqualTo(told);
  }

  @Test
  void nothingIsNumberedThatIsNotTold() {
    // When
    life.live(saw(aConnection().in("odd"), NOON), NOON);

    // Then
    assertThat(life.status().state()).isEqualTo("odd");
    assertThat(life.status().eventCount()).isNull();
  }

  static Stream<String> letters() {
    return Stream.of("a", "é", "错", "😀");
  }

  @ParameterizedTest
  @MethodSource("letters")
  void aLongNoteIsCutToWhatTheApiServerTakes(String letter) {
    // When
    var note =
        new Notice(Notice.Reason.CONNECTION_FAILED, "x" + letter.repeat(1100), 1, "a").note();

    // Then
    assertThat(note.getBytes(UTF_8).length).isBetween(1020, 1024);
    assertThat(note).startsWith("x" + letter).endsWith(letter + "…");
  }

  @Test
  void aNoteThatFitsIsLeftAsItIs() {
    // Given
    var text = "a".repeat(1024);

    // When
    var notice = new Notice(Notice.Reason.CONNECTION_FAILED, text, 1, "a");

    // Then
    assertThat(notice.note()).isEqualTo(text);
  }
}
