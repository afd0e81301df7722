package io.vpcep.operator.action;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.PlannedAction;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What became of actions, until the policies that decided them have taken it over. Kept by the UID
 * of the policy: one that is created again under its name counts its decisions from 1 again.
 */
public final class ActionReportBook {

  @GuardedBy("this")
  private final Map<String, Map<Long, ActionReport>> byPolicy = new HashMap<>();

  /**
   * The reports on the decisions of a policy, by their numbers. All others on this policy are
   * dropped; those that come from now on are kept.
   *
   * @param awaited the numbers of the decisions of which it is not known what became of them
   */
  public synchronized Map<Long, ActionReport> of(String uid, Set<Long> awaited) {
    var reports = byPolicy.computeIfAbsent(uid, key -> new HashMap<>());
    reports.keySet().retainAll(awaited);
    return Map.copyOf(reports);
  }

  /** Whether it is known what became of an action. */
  synchronized boolean has(PlannedAction planned) {
    return byPolicy.getOrDefault(planned.policy().uid(), Map.of()).containsKey(planned.number());
  }

  /** Takes down what became of an action, unless its policy is forgotten. */
  synchronized void add(PlannedAction planned, ActionReport report) {
    var reports = byPolicy.get(planned.policy().uid());
    if (reports != null) {
      reports.put(planned.number(), report);
    }
  }

  /** The policy is gone. */
  public synchronized void forget(String uid) {
    byPolicy.remove(uid);
  }
}
