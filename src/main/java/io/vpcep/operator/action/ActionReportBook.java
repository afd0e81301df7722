package io.vpcep.operator.action;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.acceptance.ActionReport;
import io.vpcep.operator.acceptance.ActionReport.Result;
import io.vpcep.operator.acceptance.PlannedAction;
import io.vpcep.operator.connection.CloudAction.Verb;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which actions policies ask for at present, and the outcomes of actions, until the policies that
 * decided them have taken it over. Kept by the UID of the policy: one that is created again under
 * its name counts its decisions from 1 again. So does one whose status somebody emptied: a report
 * is on a number together with the endpoint and what was asked for.
 */
public final class ActionReportBook {

  /** Failures after which the policy decides first whether it goes on. */
  private static final Set<Result> SETBACKS =
      Set.of(Result.FAILED, Result.OUR_FAULT, Result.FORBIDDEN, Result.SOURCE_NOT_FOUND);

  @GuardedBy("this")
  private final Map<String, Map<Awaited, ActionReport>> byPolicy = new HashMap<>();

  @GuardedBy("this")
  private final Map<String, Set<PlannedAction>> wanted = new HashMap<>();

  /** The policies that have not yet decided on a failure. */
  @GuardedBy("this")
  private final Set<String> setBack = new HashSet<>();

  /**
   * A decision whose outcome is not known.
   *
   * @param number of the decision
   */
  public record Awaited(long number, String endpointId, Verb verb) {

    static Awaited of(PlannedAction planned) {
      var action = planned.action();
      return new Awaited(planned.number(), action.endpointId(), action.verb());
    }
  }

  /**
   * The reports on the decisions of a policy, by their numbers. All others on this policy are
   * dropped; those that come from now on are kept.
   */
  public synchronized Map<Long, ActionReport> of(String uid, Set<Awaited> awaited) {
    setBack.remove(uid);
    var reports = byPolicy.computeIfAbsent(uid, key -> new HashMap<>());
    reports.keySet().retainAll(awaited);
    var byNumber = new HashMap<Long, ActionReport>();
    reports.forEach((decision, report) -> byNumber.put(decision.number(), report));
    return byNumber;
  }

  /**
   * A policy asks for these actions, and no longer for any that it asked for before; for none at
   * all if something has failed since it got the reports that it decided by.
   */
  public synchronized void want(String uid, Collection<PlannedAction> actions) {
    wanted.put(uid, setBack.contains(uid) ? Set.of() : Set.copyOf(actions));
  }

  /** Whether the policy still asks for an action, which may have waited for its turn. */
  synchronized boolean isWanted(PlannedAction planned) {
    return wanted.getOrDefault(planned.policy().uid(), Set.of()).contains(planned);
  }

  /** Whether the outcome of an action is known. */
  synchronized boolean has(PlannedAction planned) {
    return byPolicy.getOrDefault(planned.policy().uid(), Map.of()).containsKey(Awaited.of(planned));
  }

  /**
   * Notes the outcome of an action, unless its policy is forgotten. After a failure, the policy
   * asks for nothing until it has decided again.
   */
  synchronized void add(PlannedAction planned, ActionReport report) {
    String uid = planned.policy().uid();
    var reports = byPolicy.get(uid);
    if (reports == null) {
      return;
    }
    reports.put(Awaited.of(planned), report);
    if (SETBACKS.contains(report.result())) {
      setBack.add(uid);
      wanted.remove(uid);
    }
  }

  /** The policy is gone. */
  public synchronized void forget(String uid) {
    byPolicy.remove(uid);
    wanted.remove(uid);
    setBack.remove(uid);
  }
}
