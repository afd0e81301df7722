package io.vpcep.operator.reconcile;

import static java.util.Comparator.naturalOrder;

import io.vpcep.operator.provisioning.ConnectionChange;
import io.vpcep.operator.provisioning.ConnectionChange.Verb;
import io.vpcep.operator.provisioning.Refusal;
import io.vpcep.operator.provisioning.Refusal.Reason;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one service that are in progress, and the outcomes of earlier ones. What was
 * rejected, and what somebody has changed back, is held for a while, longer each time, with
 * whatever would meet the same: a missing right or a quota concerns all changes of its verb, most
 * else only the resource. Not thread-safe.
 */
final class ChangeQueue {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /** After so long, the same change of a resource is no sign that somebody changes it back. */
  private static final Duration UNDISTURBED = Duration.ofMinutes(15);

  /** Before, it may have been chance, or a user at work. */
  private static final int REPORTED_AFTER = 3;

  /** After so many equal rejections in a row, the others are not tried. */
  private static final int EQUAL_REJECTIONS = 8;

  /** The scope of a trouble that concerns every change. */
  private static final String ALL = "";

  private final Deque<ConnectionChange> changes = new ArrayDeque<>();
  private final Map<String, Trouble> troubles = new TreeMap<>();
  private final Map<String, MonotonicTime> made = new HashMap<>();
  private int running;
  private @Nullable Refusal latest;
  private int equal;

  /**
   * Why the changes of a scope are held.
   *
   * @param times how often in a row
   * @param until when they may be tried again
   * @param reportedUntil until when it is reported, if nothing happens
   */
  private record Trouble(Refusal why, int times, MonotonicTime until, MonotonicTime reportedUntil) {

    boolean isReported(MonotonicTime now) {
      return why.reason() == Reason.OVERRIDDEN
          ? times >= REPORTED_AFTER && now.isBefore(reportedUntil)
          : why.isReported();
    }
  }

  /** Whether changes are under way. */
  boolean isBusy() {
    return running > 0;
  }

  /** The worst reason why changes are rejected or do not persist; null if there is none. */
  @Nullable Refusal refusal(MonotonicTime now) {
    return troubles.values().stream()
        .filter(trouble -> trouble.isReported(now))
        .map(Trouble::why)
        .reduce((first, other) -> other.reason().compareTo(first.reason()) < 0 ? other : first)
        .orElse(null);
  }

  /** How long until something that is held, or reported, is not any more; zero if nothing is. */
  Duration pause(MonotonicTime now) {
    return troubles.values().stream()
        .flatMap(
            trouble ->
                trouble.isReported(now) && trouble.why.reason() == Reason.OVERRIDDEN
                    ? Stream.of(trouble.until, trouble.reportedUntil)
                    : Stream.of(trouble.until))
        .filter(now::isBefore)
        .min(naturalOrder())
        .map(now::until)
        .orElse(Duration.ZERO);
  }

  /** Whether a resource cannot be patched at present. */
  boolean holdsPatch(String name, MonotonicTime now) {
    return isHeld(scopes(Verb.PATCH, name), now);
  }

  /**
   * Takes the changes of a plan that are not held, and forgets what no change of it concerns.
   *
   * @param isAll whether the plan has all changes that there are to make
   * @return how many are to be made at a time, at most as many as given
   */
  int begin(List<ConnectionChange> plan, boolean isAll, MonotonicTime now, int atATime) {
    made.values().removeIf(time -> time.plus(UNDISTURBED).isBefore(now));
    if (isAll) {
      troubles
          .entrySet()
          .removeIf(
              entry ->
                  entry.getValue().why.reason() != Reason.OVERRIDDEN
                      && plan.stream().noneMatch(each -> scopes(each).contains(entry.getKey())));
    }
    troubles
        .values()
        .removeIf(
            trouble ->
                trouble.why.reason() == Reason.OVERRIDDEN
                    && trouble.until.plus(UNDISTURBED).isBefore(now));
    plan.stream().filter(change -> !isHeld(scopes(change), now)).forEach(changes::add);
    latest = null;
    equal = 0;
    running = Math.min(atATime, changes.size());
    return running;
  }

  private static List<String> scopes(ConnectionChange change) {
    return scopes(change.verb(), change.name());
  }

  private static List<String> scopes(Verb verb, String name) {
    return List.of(ALL, verb.value(), verb.value() + " " + name);
  }

  private boolean isHeld(List<String> scopes, MonotonicTime now) {
    return scopes.stream()
        .map(troubles::get)
        .anyMatch(trouble -> trouble != null && now.isBefore(trouble.until));
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
   * @param why it was rejected; null if it was made
   */
  void tried(ConnectionChange change, @Nullable Refusal why, MonotonicTime now) {
    equal = why != null && why.equals(latest) ? equal + 1 : 1;
    latest = why;
    var scopes = scopes(change);
    if (why != null) {
      hold(scopes.get(scope(why)), why, now);
      return;
    }
    scopes.subList(0, 2).forEach(troubles::remove);
    var what = scopes.get(2);
    if (made.put(what, now) != null) {
      hold(what, new Refusal(Reason.OVERRIDDEN, change.name()), now);
    } else {
      troubles.remove(what);
    }
  }

  /** Where among the scopes of a change the reason belongs. */
  private int scope(Refusal why) {
    return switch (why.reason()) {
      case UNAVAILABLE -> 0;
      case FORBIDDEN, QUOTA_EXCEEDED -> 1;
      case REFUSED -> equal >= EQUAL_REJECTIONS ? 1 : 2;
      case OVERRIDDEN, OUTDATED -> 2;
    };
  }

  private void hold(String scope, Refusal why, MonotonicTime now) {
    var before = troubles.get(scope);
    int times = before == null || before.why.reason() != why.reason() ? 1 : before.times + 1;
    boolean isParallel = before != null && now.isBefore(before.until);
    if (!isParallel) {
      var pause = ExponentialBackoff.doubled(FIRST_PAUSE, times, LONGEST_PAUSE);
      var until = now.plus(pause);
      // The earlier words stay, so that a condition does not change with each retry.
      var said = times > 1 && before != null ? before.why : why;
      troubles.put(scope, new Trouble(said, times, until, until.plus(pause)));
    }
    changes.removeIf(change -> scopes(change).contains(scope));
  }

  /** A change has ended and there is no other; true if the queue is empty. */
  boolean end() {
    running--;
    return running == 0;
  }
}
