package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A decision that changed nothing, with what it depends on. A list has a thousand connections, and
 * is mostly the one that it was a minute ago: then the decision is the same.
 *
 * @param until when the service is decided anew, whether or not anything has changed
 */
record SettledService(
    @Nullable Long generation,
    VpcEndpointServiceStatus status,
    Presence presence,
    WatchedConnections watched,
    MonotonicTime until) {

  private static final Duration DECIDED_ANEW = Duration.ofMinutes(5);

  /** Null if something comes of it, or if the service makes resources, which others may change. */
  static @Nullable SettledService of(
      VpcEndpointService resource,
      Observation seen,
      WatchedConnections watched,
      Decision<VpcEndpointServiceStatus> decision,
      Now now) {
    boolean isSettled =
        seen.presence() instanceof Presence.Listed
            && seen.failure() == null
            && resource.getSpec().connections() == null
            && decision.eventSequence().isEmpty()
            && decision.status().equals(resource.getStatus());
    if (!isSettled) {
      return null;
    }
    var pause =
        Objects.requireNonNullElse(decision.within(DECIDED_ANEW).requeueAfter(), DECIDED_ANEW);
    return new SettledService(
        resource.getMetadata().getGeneration(),
        decision.status(),
        seen.presence(),
        watched,
        now.monotonic().plus(pause));
  }

  /** Whether the decision would be the same. */
  boolean holds(
      VpcEndpointService resource, Observation seen, WatchedConnections nowWatched, Now now) {
    return now.monotonic().isBefore(until)
        && seen.failure() == null
        && Objects.equals(generation, resource.getMetadata().getGeneration())
        && presence.equals(seen.presence())
        && watched.equals(nowWatched)
        && status.equals(resource.getStatus());
  }

  /** The same with an equal list that was read since, so that the one before is not kept. */
  SettledService with(Presence latest) {
    return new SettledService(generation, status, latest, watched, until);
  }

  Decision<VpcEndpointServiceStatus> decision(Now now) {
    return new Decision<>(status, List.of(), now.monotonic().until(until));
  }
}
