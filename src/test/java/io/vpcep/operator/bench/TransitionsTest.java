package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.decision.EventRecord;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TransitionsTest {

  private final Transitions transitions = new Transitions();

  @Test
  void expectsAnEventOfItsOwnForEachState() {
    assertThat(Transitions.REASONS.values())
        .doesNotHaveDuplicates()
        .isSubsetOf(Stream.of(EventRecord.Reason.values()).map(EventRecord.Reason::value).toList());
  }

  @Test
  void findsNothingWhereEachTransitionHasItsEvent() {
    transitions.add("c-1", "failed");
    transitions.add("c-1", "pendingAcceptance");
    transitions.add("c-1", "failed");
    transitions.add("c-2", "accepted");

    var difference =
        transitions.compare(
            Map.of(
                "c-1 ConnectionFailed", 2L,
                "c-1 ConnectionPending", 1L,
                "c-2 ConnectionAccepted", 1L));

    assertThat(difference.lost()).isEmpty();
    assertThat(difference.lostCount()).isZero();
    assertThat(difference.doubled()).isEmpty();
    assertThat(difference.doubledCount()).isZero();
    assertThat(transitions.count()).isEqualTo(4);
  }

  @Test
  void countsEachMissingEvent() {
    transitions.add("c-1", "failed");
    transitions.add("c-1", "failed");
    transitions.add("c-1", "failed");
    transitions.add("c-2", "accepted");

    var difference = transitions.compare(Map.of("c-1 ConnectionFailed", 1L));

    assertThat(difference.lostCount()).isEqualTo(3);
    assertThat(difference.lost())
        .containsExactly(
            "c-1 ConnectionFailed: 1 events for 3 transitions",
            "c-2 ConnectionAccepted: 0 events for 1 transitions");
    assertThat(difference.doubledCount()).isZero();
  }

  @Test
  void countsEventsThatAreTooManyAndThoseOfNoTransition() {
    transitions.add("c-1", "failed");

    var difference =
        transitions.compare(Map.of("c-1 ConnectionFailed", 3L, "c-9 ConnectionNotFound", 1L));

    assertThat(difference.doubledCount()).isEqualTo(3);
    assertThat(difference.doubled())
        .containsExactly(
            "c-1 ConnectionFailed: 3 events for 1 transitions",
            "c-9 ConnectionNotFound: 1 events for 0 transitions");
    assertThat(difference.lostCount()).isZero();
  }

  @Test
  void setsAnEventTooManyOffAgainstNoneThatIsMissing() {
    transitions.add("c-1", "failed");

    var difference = transitions.compare(Map.of("c-1 ConnectionRejected", 1L));

    assertThat(difference.lostCount()).isEqualTo(1);
    assertThat(difference.doubledCount()).isEqualTo(1);
  }
}
