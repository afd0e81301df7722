package io.vpcep.operator.provisioning;

import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.time.MonotonicTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the VpcEndpointConnections of a service.
 *
 * @param changes each of which can be made by itself
 * @param condition what ConnectionsReady says; null while changes are to be made and nothing is
 *     wrong
 * @param isAll whether these are all changes that there are to make
 * @param isDone whether all is as it should be, as far as it depends on changes
 * @param taken the wanted names that other resources have
 * @param deletions by UID, when the resources of connections that are gone are due for deletion
 */
public record ConnectionPlan(
    List<ConnectionChange> changes,
    @Nullable ConnectionsReady condition,
    boolean isAll,
    boolean isDone,
    Set<String> taken,
    Map<String, MonotonicTime> deletions) {

  /** Nothing is done or known. */
  public static final ConnectionPlan NOTHING =
      new ConnectionPlan(List.of(), null, true, true, Set.of(), Map.of());

  public ConnectionPlan {
    changes = List.copyOf(changes);
    taken = Set.copyOf(taken);
    deletions = Map.copyOf(deletions);
  }

  /**
   * Nothing else is done, because an older service makes the resources of the source.
   *
   * @param releases of what users have taken over
   */
  public static ConnectionPlan conflict(String older, List<ConnectionChange> releases) {
    return new ConnectionPlan(
        releases, PlanProblems.conflict(older), true, releases.isEmpty(), Set.of(), Map.of());
  }
}
