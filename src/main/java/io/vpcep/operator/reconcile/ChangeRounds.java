package io.vpcep.operator.reconcile;

import io.vpcep.operator.made.ConnectionChange;
import io.vpcep.operator.made.Refusal;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one service, a round of them after the other. What was refused, and what somebody
 * has changed back since the last round, waits. Not thread-safe.
 */
final class ChangeRounds {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** After so long without a round, nobody changes anything back. */
  private static final Duration UNDISTURBED = Duration.ofMinutes(15);

  /** Before, it may have been chance, or a user who works. */
  private static final int FIGHT = 3;

  private final Deque<ConnectionChange> changes = new ArrayDeque<>();
  private final List<Held> held = new ArrayList<>();
  private final Set<String> made = new HashSet<>();
  private Set<String> madeBefore = Set.of();
  private int running;
  private int failures;
  private @Nullable Refusal refusal;
  private @Nullable Refusal worst;
  private MonotonicTime heldUntil = MonotonicTime.MIN;
  private MonotonicTime endedAt = MonotonicTime.MIN;

  /** A change that waits, with all that would meet the same. */
  private record Held(ConnectionChange change, Refusal why) {

    boolean concerns(ConnectionChange other) {
      return why.concerns(change, other);
    }
  }

  boolean isBusy() {
    return running > 0;
  }

  /** Why not all changes come to stay; null if they do. */
  @Nullable Refusal refusal() {
    return refusal;
  }

  /** How long what is held waits from now on; zero if nothing is. */
  Duration pause(MonotonicTime now) {
    return held.isEmpty() || !now.isBefore(heldUntil) ? Duration.ZERO : now.until(heldUntil);
  }

  /**
   * Begins a round with what is not held.
   *
   * @return how many changes to make at a time, at most as many as given
   */
  int begin(List<ConnectionChange> plan, MonotonicTime now, int atATime) {
    if (!now.isBefore(heldUntil)) {
      held.clear();
      refusal = null;
    }
    if (endedAt.plus(UNDISTURBED).isBefore(now)) {
      made.clear();
      failures = 0;
    }
    plan.stream().filter(change -> !isHeld(change)).forEach(changes::add);
    if (changes.isEmpty()) {
      return 0;
    }
    madeBefore = Set.copyOf(made);
    made.clear();
    worst = null;
    running = Math.min(atATime, changes.size());
    return running;
  }

  private boolean isHeld(ConnectionChange change) {
    return held.stream().anyMatch(each -> each.concerns(change));
  }

  boolean hasNext() {
    return !changes.isEmpty();
  }

  @Nullable ConnectionChange next() {
    return changes.poll();
  }

  /** Gives up what is left. */
  void drop() {
    changes.clear();
  }

  /**
   * A change was tried.
   *
   * @param why it was not let in; null if it was
   */
  void tried(ConnectionChange change, @Nullable Refusal why) {
    if (why != null) {
      hold(change, why);
    } else {
      var what = change.verb() + " " + change.name();
      made.add(what);
      if (madeBefore.contains(what)) {
        hold(change, new Refusal(Refusal.Reason.OVERRIDDEN, change.name()));
      }
    }
  }

  private void hold(ConnectionChange change, Refusal why) {
    var same = new Held(change, why);
    held.removeIf(each -> each.concerns(change));
    held.add(same);
    changes.removeIf(same::concerns);
    worst = why.isWorseThan(worst) ? why : worst;
  }

  /** A change has ended and there is no other; true if the round is over. */
  boolean end(MonotonicTime now) {
    running--;
    if (isBusy()) {
      return false;
    }
    endedAt = now;
    if (worst != null) {
      failures++;
      heldUntil = now.plus(BackOff.doubled(FIRST_PAUSE, failures, LONGEST_PAUSE));
      boolean isSaid = worst.reason() != Refusal.Reason.OVERRIDDEN || failures >= FIGHT;
      refusal = isSaid && worst.isWorseThan(refusal) ? worst : refusal;
    } else if (held.isEmpty()) {
      failures = 0;
      refusal = null;
    }
    return true;
  }
}
