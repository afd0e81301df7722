package io.vpcep.operator.decision;

import static io.vpcep.operator.decision.Life.NOON;
import static io.vpcep.operator.decision.Life.saw;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.ResourceBuilder.aResource;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
  void eachTransitionIsAnotherNoticeEvenIfTheStatesRepeat() {
    // Given
    var identities = new ArrayList<String>();
    var now = NOON;

    // When
    for (int i = 0; i < 6; i++) {
      now = now.plusSeconds(60);
      var connection = aConnection().in(i % 2 == 0 ? "accepted" : "failed");
      life.live(saw(connection, now), now).notices().forEach(n -> identities.add(n.identity()));
    }

    // Then
    assertThat(identities).hasSize(6).doesNotHaveDuplicates();
  }

  @Test
  void theSameTransitionOfAnotherResourceIsAnotherNotice() {
    // Given
    var other = Life.of(aResource().identifiedBy("uid-2"));
    var accepted = saw(aConnection(), NOON);

    // When
    var notices =
        Stream.of(life, other).flatMap(l -> l.consider(accepted, NOON).notices().stream());

    // Then
    assertThat(notices.map(Notice::identity)).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void anIdentityIsShortAndFitsIntoAName() {
    assertThat(life.consider(saw(aConnection(), NOON), NOON).notices())
        .allSatisfy(notice -> assertThat(notice.identity()).matches("[0-9a-f]{16}"));
  }

  static Stream<String> letters() {
    return Stream.of("a", "é", "错", "😀");
  }

  @ParameterizedTest
  @MethodSource("letters")
  void aLongNoteIsCutToWhatTheApiServerTakes(String letter) {
    // When
    var note =
        Notice.of(Notice.Reason.CONNECTION_FAILED, "x" + letter.repeat(1100), "uid-1", null).note();

    // Then
    assertThat(note.getBytes(UTF_8).length).isBetween(1020, 1024);
    assertThat(note).startsWith("x" + letter).endsWith(letter + "…");
  }

  @Test
  void aNoteThatFitsIsLeftAsItIs() {
    // Given
    var text = "a".repeat(1024);

    // When
    var notice = Notice.of(Notice.Reason.CONNECTION_FAILED, text, "uid-1", null);

    // Then
    assertThat(notice.note()).isEqualTo(text);
  }
}
