package io.vpcep.operator.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When a replica is killed in a soak, and when the leader's memory is compared; all times count
 * from the start.
 *
 * <p>Whoever is killed loses its memory, and whoever is young still warms up. Therefore the leader
 * is killed in the first part, and the standby in the rest: so the last leader leads for long
 * enough that its own memory can be compared between two windows, of which the first begins when it
 * has led for a while.
 *
 * @param duration how long the soak takes
 * @param kills in the order in which they take place
 * @param first the first window
 * @param last the last window, which ends with the soak
 */
record SoakPlan(Duration duration, List<Kill> kills, Window first, Window last) {

  private static final Duration BETWEEN_KILLS = Duration.ofMinutes(5);

  /**
   * By then the Lease of the killed leader has expired, and its successor has polled everything.
   */
  private static final Duration TAKE_OVER = Duration.ofSeconds(125);

  private static final Duration SHORTEST = Duration.ofMinutes(4);
  private static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

  /**
   * A kill.
   *
   * @param ofLeader whether the leader is killed, rather than the standby
   */
  record Kill(Duration at, boolean ofLeader) {}

  /**
   * A part of the soak.
   *
   * @param to exclusive
   */
  record Window(Duration from, Duration to) {

    boolean contains(Duration time) {
      return time.compareTo(from) >= 0 && time.compareTo(to) < 0;
    }
  }

  /**
   * Two kills at least, and one every five minutes.
   *
   * @throws IllegalArgumentException if that does not fit into the duration
   */
  static SoakPlan of(Duration duration) {
    if (duration.compareTo(SHORTEST) < 0) {
      throw new IllegalArgumentException("a soak takes 4m at least");
    }
    var between = shorter(BETWEEN_KILLS, duration.dividedBy(2));
    var times = new ArrayList<Duration>();
    for (var at = between.dividedBy(4); at.compareTo(duration) < 0; at = at.plus(between)) {
      times.add(at);
    }
    int ofLeader = times.size() * 3 / 5;
    var kills = new ArrayList<Kill>();
    times.forEach(at -> kills.add(new Kill(at, kills.size() < ofLeader)));
    var window = shorter(LONGEST_WINDOW, duration.dividedBy(3));
    var last = new Window(duration.minus(window), duration);
    var led = times.get(ofLeader - 1).plus(TAKE_OVER);
    return new SoakPlan(
        duration,
        List.copyOf(kills),
        new Window(led, shorter(led.plus(window), last.from())),
        last);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
