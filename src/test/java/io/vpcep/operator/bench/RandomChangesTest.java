package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomChangesTest {

  private static final List<Resources.Entry> ENTRIES =
      IntStream.range(0, 10).mapToObj(i -> new Resources.Entry("00" + i, "s", "e-" + i)).toList();

  private final List<String> moved = new ArrayList<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private final Transitions transitions = new Transitions();

  @Test
  void movesEachToAnotherStateBeforeTheFirstIsMovedAgain() {
    var changes = changes(4);
    for (int i = 0; i < 8; i++) {
      changes.next();
      shown.putAll(states);
    }

    assertThat(moved.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(moved.subList(4, 8));
  }

  @Test
  void leavesAConnectionAloneUntilAStatusShowsItsState() {
    var changes = changes(2);
    changes.next();
    changes.next();
    shown.put(moved.get(1), states.get(moved.get(1)));
    for (int i = 0; i < 3; i++) {
      changes.next();
    }

    assertThat(moved).hasSize(3);
    assertThat(moved.get(2)).isEqualTo(moved.get(1));
  }

  @Test
  void expectsAnEventOfEachMove() {
    var changes = changes(2);
    changes.next();
    changes.next();

    var difference = transitions.compare(Map.of());
    assertThat(difference.lostCount()).isEqualTo(2);
    for (var endpoint : moved) {
      var event = Transitions.REASONS.get(states.get(endpoint));
      assertThat(difference.lost())
          .anyMatch(each -> each.startsWith(endpoint.replace("e-", "c-00") + " " + event));
    }
  }

  private RandomChanges changes(int count) {
    return new RandomChanges(
        (service, endpoint, state) -> {
          assertThat(state).isNotEqualTo(states.getOrDefault(endpoint, "accepted"));
          moved.add(endpoint);
          states.put(endpoint, state);
        },
        (suffix, state) ->
            state.equals(shown.get(suffix.replaceFirst("00", "e-")))
                ? OptionalLong.of(0)
                : OptionalLong.empty(),
        ENTRIES,
        count,
        transitions,
        1);
  }
}
