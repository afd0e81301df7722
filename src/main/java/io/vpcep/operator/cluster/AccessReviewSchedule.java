package io.vpcep.operator.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When which right is asked about: what is missing, again and again with a longer and longer pause;
 * what a refused request could need, soon; and everything once in ten minutes, a namespace at a
 * time. Times are those of a monotonic clock in nanoseconds.
 */
final class AccessReviewSchedule {

  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Duration ALL_WITHIN = Duration.ofMinutes(10);

  /** Where one request is refused, others are: they are asked about together. */
  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

  /** Refusals that no right would spare, such as of one Secret, are no reason to ask for ever. */
  private static final Duration BETWEEN_REFUSALS = Duration.ofSeconds(10);

  private static final int SUSPECTS_AT_A_TIME = 10;
  private static final int LONGEST_AFTER = 4;

  private final RequiredPermissions needs;
  private final List<List<Permission>> groups;

  /** What may not be allowed any more. No more than the operator needs. */
  private final Set<Permission> suspects = new LinkedHashSet<>();

  private int attempts;
  private long retryAt;
  private long suspectsAt;
  private int nextGroup;
  private long groupAt;

  /** Begins when everything was just asked. */
  AccessReviewSchedule(RequiredPermissions needs, long now) {
    this.needs = needs;
    this.groups = needs.groups();
    retryAt = now + FIRST.toNanos();
    suspectsAt = now + BETWEEN_REFUSALS.toNanos();
    groupAt = now + pauseOfGroups();
  }

  /** The API server has refused a request to this path. */
  void refused(String path, AccessReview latest, long now) {
    boolean first = suspects.isEmpty();
    needs.all().stream()
        .filter(right -> right.isConcernedBy(path))
        .filter(right -> !latest.missing().contains(right))
        .forEach(suspects::add);
    if (first) {
      suspectsAt = later(suspectsAt, now + AFTER_REFUSAL.toNanos());
    }
  }

  /** How long there is nothing to ask. */
  Duration pause(AccessReview latest, long now) {
    long next = groupAt;
    if (!suspects.isEmpty()) {
      next = earlier(next, suspectsAt);
    }
    if (!latest.missing().isEmpty()) {
      next = earlier(next, retryAt);
    }
    return Duration.ofNanos(Math.max(0, next - now));
  }

  /** What is to be asked now. */
  Set<Permission> due(AccessReview latest, long now) {
    var questions = new LinkedHashSet<Permission>();
    if (retryAt - now <= 0) {
      questions.addAll(missing(latest));
      attempts++;
      retryAt = now + pauseOfRetries();
    }
    if (suspectsAt - now <= 0 && !suspects.isEmpty()) {
      var some = suspects.stream().limit(SUSPECTS_AT_A_TIME).toList();
      questions.addAll(some);
      some.forEach(suspects::remove);
      suspectsAt = now + BETWEEN_REFUSALS.toNanos();
    }
    if (groupAt - now <= 0) {
      questions.addAll(groups.get(nextGroup));
      nextGroup = (nextGroup + 1) % groups.size();
      groupAt = now + pauseOfGroups();
    }
    return questions;
  }

  /** Where nothing at all is allowed, one question tells whether that is still so. */
  private List<Permission> missing(AccessReview latest) {
    var closed = latest.closed();
    var questions = new ArrayList<Permission>();
    for (var namespace : closed) {
      var needed = needs.toWatch(namespace);
      questions.add(needed.get(attempts % needed.size()));
    }
    latest.missing().stream()
        .filter(right -> !closed.contains(String.valueOf(right.namespace())))
        .forEach(questions::add);
    needs.forLeaderElection().stream().filter(latest.missing()::contains).forEach(questions::add);
    return questions;
  }

  /** Something else is missing than before: somebody is at work, so it is asked sooner again. */
  void changed(long now) {
    attempts = 0;
    retryAt = now + FIRST.toNanos();
  }

  private long pauseOfRetries() {
    var pause = FIRST.multipliedBy(1L << Math.min(attempts, LONGEST_AFTER));
    return (pause.compareTo(LONGEST) < 0 ? pause : LONGEST).toNanos();
  }

  private long pauseOfGroups() {
    return ALL_WITHIN.toNanos() / groups.size();
  }

  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  private static long later(long one, long other) {
    return one - other > 0 ? one : other;
  }
}
