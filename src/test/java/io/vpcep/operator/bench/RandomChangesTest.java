package io.vpcep.operator.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomChangesTest {

  private static final List<Resources.Entry> ENTRIES =
      IntStream.range(0, 10).mapToObj(i -> new Resources.Entry("00" + i, "s", "e-" + i)).toList();

  private final List<String> moved = new ArrayList<>();
  private final Map<String, String> states = new HashMap<>();
  private final Map<String, String> shown = new HashMap<>();
  private final Map<String, Long> shownAt = new HashMap<>();
  private final Transitions transitions = new Transitions();

  @Test
  void movesEachToAnotherStateBeforeTheFirstIsMovedAgain() {
    var changes = changes(4, 1);
    for (int i = 1; i <= 8; i++) {
      changes.next();
      showAll();
      assertThat(moved).hasSize(i);
    }

    assertThat(moved.subList(0, 4)).doesNotHaveDuplicates().isEqualTo(moved.subList(4, 8));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void reachesEveryStateAndNeverTheSameAgain(long seed) {
    var changes = changes(10, seed);
    var reached = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      // The cloud of this test refuses the state that a connection already has.
      changes.next();
      showAll();
      reached.addAll(states.values());
    }

    assertThat(reached).isEqualTo(Transitions.REASONS.keySet());
  }

  @Test
  void choosesTheSameWithTheSameSeed() {
    assertThat(chosen(1)).isEqualTo(chosen(1));
    assertThat(chosen(1).keySet()).isNotEqualTo(chosen(2).keySet());
  }

  private Map<String, String> chosen(long seed) {
    states.clear();
    var changes = changes(4, seed);
    for (int i = 0; i < 4; i++) {
      changes.next();
    }
    return Map.copyOf(states);
  }

  @Test
  void leavesAConnectionAloneUntilAStatusShowsItsState() {
    var changes = changes(2, 1);
    changes.next();
    changes.next();
    show(moved.get(1), Duration.ZERO);
    for (int i = 0; i < 3; i++) {
      changes.next();
    }

    assertThat(moved).hasSize(3);
    assertThat(moved.get(2)).isEqualTo(moved.get(1));
  }

  @Test
  void notesHowLongTheStatusesTookAndHowOftenAConnectionWasLeftAlone() {
    var changes = changes(3, 1);
    for (int i = 0; i < 3; i++) {
      changes.next();
    }
    show(moved.get(1), Duration.ofHours(1));
    changes.next();
    show(moved.get(2), Duration.ofHours(2));
    show(moved.get(3), Duration.ofHours(3));

    var figures = new Figures();
    changes.end(figures);

    assertThat(figures.number("changes.shown")).hasValue(3);
    assertThat(figures.number("changes.put_off")).hasValue(1);
    assertThat(hours(figures, "p50")).isEqualTo(2);
    assertThat(hours(figures, "p99")).isEqualTo(3);
    assertThat(hours(figures, "max")).isEqualTo(3);
  }

  private static long hours(Figures figures, String name) {
    return Math.round(figures.number("changes." + name + "_seconds").orElseThrow() / 3600);
  }

  @Test
  void expectsAnEventOfEachMove() {
    var changes = changes(2, 1);
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

  private void showAll() {
    states.keySet().forEach(endpoint -> show(endpoint, Duration.ZERO));
  }

  /** A status shows the last state, that long after now. */
  private void show(String endpoint, Duration later) {
    shown.put(endpoint, states.get(endpoint));
    shownAt.put(endpoint, System.nanoTime() + later.toNanos());
  }

  private RandomChanges changes(int count, long seed) {
    return new RandomChanges(
        (service, endpoint, state) -> {
          assertThat(state).isNotEqualTo(states.getOrDefault(endpoint, "accepted"));
          moved.add(endpoint);
          states.put(endpoint, state);
        },
        (suffix, state) -> {
          var endpoint = suffix.replaceFirst("00", "e-");
          return state.equals(shown.get(endpoint))
              ? OptionalLong.of(shownAt.getOrDefault(endpoint, 0L))
              : OptionalLong.empty();
        },
        ENTRIES,
        count,
        transitions,
        seed);
  }
}
