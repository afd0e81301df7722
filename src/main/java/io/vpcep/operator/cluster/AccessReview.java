package io.vpcep.operator.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of the operator's needs it is allowed to do.
 *
 * @param needs what it needs
 * @param missing of that
 */
record AccessReview(RequiredPermissions needs, Set<Permission> missing) {

  /** The same with what was asked since. */
  AccessReview with(Map<Permission, Boolean> results) {
    var now = new HashSet<>(missing);
    results.forEach(
        (right, allowed) -> {
          if (allowed) {
            now.remove(right);
          } else {
            now.add(right);
          }
        });
    return new AccessReview(needs, Set.copyOf(now));
  }

  /** The namespaces in which nothing at all is allowed: mostly because they do not exist. */
  Set<String> closed() {
    return needs.namespaces().stream()
        .filter(namespace -> missing.containsAll(needs.in(namespace)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The namespaces whose resources can be watched; empty also where all are. */
  Set<String> watchable() {
    return needs.namespaces().stream()
        .filter(namespace -> needs.toWatch(namespace).stream().noneMatch(missing::contains))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether there is anything that can be watched. */
  boolean canWatch() {
    return needs.namespaces().isEmpty()
        ? needs.toWatch(null).stream().noneMatch(missing::contains)
        : !watchable().isEmpty();
  }

  /**
   * What is missing before the operator can do its work. A closed namespace is not counted as long
   * as there is work in another.
   */
  List<Permission> troubles() {
    var closed = closed();
    var spared = closed.size() < needs.namespaces().size() ? closed : Set.<String>of();
    return needs.all().stream()
        .filter(missing::contains)
        .filter(right -> !isExcluded(right, spared))
        .toList();
  }

  /** The Lease may be in a closed namespace, and is needed there all the same. */
  private boolean isExcluded(Permission right, Set<String> spared) {
    return right.namespace() != null
        && spared.contains(right.namespace())
        && !needs.forLeaderElection().contains(right);
  }

  /** In one line; empty if nothing is missing. */
  String sentence() {
    var troubles = troubles();
    return troubles.isEmpty()
        ? ""
        : troubles.stream()
            .map(Permission::toString)
            .collect(Collectors.joining("; ", "not allowed to ", ""));
  }
}
