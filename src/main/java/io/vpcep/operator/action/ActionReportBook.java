package io.vpcep.operator.action;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which actions policies ask for at present, and what became of actions, until the policies that
 * decided them have taken it over. Kept by the UID of the policy: one that is created again under
 * its name counts its decisions from 1 again.
 */
public final class ActionReportBook {

  /** Failures after which the policy decides first whether it goes on. */
  private static final Set<Result> SETBACKS =
      Set.of(Result.FAILED, Result.OUR_FAULT, Result.FORBIDDEN, Result.SOURCE_NOT_FOUND);

  @GuardedBy("this")
  private final Map<String, Map<Long, ActionReport>> byPolicy = new HashMap<>();

  @GuardedBy("this")
  private final Map<String, Set<PlannedAction>> wanted = new HashMap<>();

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

  /** A policy asks for these actions, and no longer for any that it asked for before. */
  public synchronized void want(String uid, Collection<PlannedAction> actions) {
    wanted.put(uid, Set.copyOf(actions));
  }

  /** Whether the policy still asks for an action, which may have waited for its turn. */
  synchronized boolean isWanted(PlannedAction planned) {
    return wanted.getOrDefault(planned.policy().uid(), Set.of()).contains(planned);
  }

  /** Whether it is known what became of an action. */
  synchronized boolean has(PlannedAction planned) {
    return byPolicy.getOrDefault(planned.policy().uid(), Map.of()).containsKey(planned.number());
  }

  /**
   * Takes down what became of an action, unless its policy is forgotten. After a failure, the
   * policy asks for nothing until it has decided again.
   */
  synchronized void add(PlannedAction planned, ActionReport report) {
    String uid = planned.policy().uid();
    var reports = byPolicy.get(uid);
    if (reports != null) {
      reports.put(planned.number(), report);
    }
    if (SETBACKS.contains(report.result())) {
      wanted.remove(uid);
    }
  }

  /** The policy is gone. */
  public synchronized void forget(String uid) {
    byPolicy.remove(uid);
    wanted.remove(uid);
  }
}
