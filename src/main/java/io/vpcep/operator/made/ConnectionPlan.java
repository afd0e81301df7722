package io.vpcep.operator.made;

import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.time.MonotonicTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the VpcEndpointConnections of a service.
 *
 * @param changes each of which can be made by itself
 * @param condition what ConnectionsReady says; null while changes are to be made and nothing is
 *     wrong
 * @param deletions by UID, when the resources of connections that are gone are due for deletion
 */
public record ConnectionPlan(
    List<ConnectionChange> changes,
    @Nullable ConnectionsReady condition,
    Map<String, MonotonicTime> deletions) {

  /** Nothing is done or known. */
  public static final ConnectionPlan NOTHING = new ConnectionPlan(List.of(), null, Map.of());

  public ConnectionPlan {
    changes = List.copyOf(changes);
    deletions = Map.copyOf(deletions);
  }

  /** Nothing is done, because an older service makes the resources of the source. */
  public static ConnectionPlan conflict(String older) {
    return new ConnectionPlan(List.of(), PlanProblems.conflict(older), Map.of());
  }
}
