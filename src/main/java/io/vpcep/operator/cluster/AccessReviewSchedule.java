package io.vpcep.operator.cluster;

import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * When which right is asked about: what is missing, again and again with a longer and longer pause;
 * what a refused request could need, soon; and everything once in ten minutes, a namespace at a
 * time.
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

  private final RequiredPermissions needs;
  private final List<List<Permission>> groups;

  /** What may not be allowed any more. No more than the operator needs. */
  private final Set<Permission> suspects = new LinkedHashSet<>();

  private int attempts;
  private MonotonicTime retryAt;
  private MonotonicTime suspectsAt;
  private int nextGroup;
  private MonotonicTime groupAt;

  /** Begins when everything was just asked. */
  AccessReviewSchedule(RequiredPermissions needs, MonotonicTime now) {
    this.needs = needs;
    this.groups = needs.groups();
    retryAt = now.plus(FIRST);
    suspectsAt = now.plus(BETWEEN_REFUSALS);
    groupAt = now.plus(betweenGroups());
  }

  /** The API server has refused a request to this path. */
  void refused(String path, AccessReview latest, MonotonicTime now) {
    boolean first = suspects.isEmpty();
    needs.all().stream()
        .filter(right -> right.isConcernedBy(path))
        .filter(right -> !latest.missing().contains(right))
        .forEach(suspects::add);
    if (first) {
      suspectsAt = MonotonicTime.later(suspectsAt, now.plus(AFTER_REFUSAL));
    }
  }

  /** When there is something to ask. */
  MonotonicTime next(AccessReview latest) {
    var next = groupAt;
    if (!suspects.isEmpty()) {
      next = MonotonicTime.earlier(next, suspectsAt);
    }
    return latest.missing().isEmpty() ? next : MonotonicTime.earlier(next, retryAt);
  }

  /** What is to be asked now. */
  Set<Permission> due(AccessReview latest, MonotonicTime now) {
    var questions = new LinkedHashSet<Permission>();
    if (!retryAt.isAfter(now)) {
      questions.addAll(missing(latest));
      attempts++;
      retryAt = now.plus(ExponentialBackoff.doubled(FIRST, attempts + 1, LONGEST));
    }
    if (!suspectsAt.isAfter(now) && !suspects.isEmpty()) {
      var some = suspects.stream().limit(SUSPECTS_AT_A_TIME).toList();
      questions.addAll(some);
      some.forEach(suspects::remove);
      suspectsAt = now.plus(BETWEEN_REFUSALS);
    }
    if (!groupAt.isAfter(now)) {
      questions.addAll(groups.get(nextGroup));
      nextGroup = (nextGroup + 1) % groups.size();
      groupAt = now.plus(betweenGroups());
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
  void changed(MonotonicTime now) {
    attempts = 0;
    retryAt = now.plus(FIRST);
  }

  private Duration betweenGroups() {
    return ALL_WITHIN.dividedBy(groups.size());
  }
}
