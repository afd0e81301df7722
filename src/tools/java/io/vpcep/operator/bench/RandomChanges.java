package io.vpcep.operator.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Moves some connections from state to state, the one that was moved the longest ago first. One
 * whose last state no status shows yet is left alone: of two transitions between two sweeps only
 * the last is to be seen, so that nobody could say how many events there should be.
 */
final class RandomChanges {

  private static final List<String> STATES =
      Transitions.REASONS.keySet().stream().sorted().toList();

  private final Cloud cloud;
  private final Statuses statuses;
  private final Transitions transitions;
  private final Random random;
  private final Deque<Resources.Entry> queue;
  private final Map<String, Move> moves = new HashMap<>();
  private final List<Double> seconds = new ArrayList<>();
  private long skipped;

  /** Where connections are moved. */
  @FunctionalInterface
  interface Cloud {
    void change(String service, String endpoint, String state);
  }

  /** Since when a status shows a state, by {@link System#nanoTime()}; empty if it does not. */
  @FunctionalInterface
  interface Statuses {
    OptionalLong since(String suffix, String state);
  }

  /** A connection came to a state at a time, by {@link System#nanoTime()}. */
  private record Move(String state, long at) {}

  /**
   * None yet.
   *
   * @param entries the connections, all of which are accepted
   * @param count how many of them are to be moved, some of each service
   * @param transitions takes what is done
   */
  RandomChanges(
      Cloud cloud,
      Statuses statuses,
      List<Resources.Entry> entries,
      int count,
      Transitions transitions,
      long seed) {
    this.cloud = cloud;
    this.statuses = statuses;
    this.transitions = transitions;
    random = new Random(seed);
    var shuffled = new ArrayList<>(entries);
    Collections.shuffle(shuffled, random);
    queue = new ArrayDeque<>(shuffled.subList(0, Math.min(count, shuffled.size())));
  }

  /** Moves the next one. */
  void next() {
    for (int i = queue.size(); i > 0; i--) {
      var entry = queue.removeFirst();
      queue.addLast(entry);
      if (isShown(entry)) {
        move(entry);
        return;
      }
      skipped++;
    }
  }

  private boolean isShown(Resources.Entry entry) {
    var last = moves.get(entry.suffix());
    return last == null || statuses.since(entry.suffix(), last.state()).isPresent();
  }

  private void move(Resources.Entry entry) {
    var last = moves.get(entry.suffix());
    noteDelay(entry);
    var others =
        STATES.stream().filter(word -> !word.equals(last == null ? "accepted" : last.state()));
    var state = others.skip(random.nextInt(STATES.size() - 1)).findFirst().orElseThrow();
    moves.put(entry.suffix(), new Move(state, System.nanoTime()));
    transitions.add(Resources.PREFIX + entry.suffix(), state);
    cloud.change(entry.service(), entry.endpoint(), state);
  }

  private void noteDelay(Resources.Entry entry) {
    var last = moves.get(entry.suffix());
    if (last != null) {
      statuses
          .since(entry.suffix(), last.state())
          .ifPresent(seen -> seconds.add(BenchEnvironment.secondsSince(last.at(), seen)));
    }
  }

  /**
   * Notes how long it took until the statuses showed the changes; to be called once, at the end.
   */
  void end(Figures figures) {
    queue.forEach(this::noteDelay);
    figures.put("changes.shown", seconds.size());
    figures.put("changes.p50_seconds", Percentile.of(seconds, 50));
    figures.put("changes.p99_seconds", Percentile.of(seconds, 99));
    figures.put("changes.max_seconds", Percentile.of(seconds, 100));
    figures.put("changes.put_off", skipped);
  }
}
