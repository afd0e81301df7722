package io.vpcep.emulator.world;

import java.time.Instant;
import java.util.Comparator;

/** What a list can be sorted by. */
public enum SortBy {
  CREATED,
  UPDATED;

  /** The order; connections of the same time stand in the order of their IDs, up or down. */
  Comparator<EndpointConnection> order(boolean descending) {
    Comparator<EndpointConnection> byTime = Comparator.comparing(this::timeOf);
    return (descending ? byTime.reversed() : byTime).thenComparing(EndpointConnection::id);
  }

  private Instant timeOf(EndpointConnection connection) {
    return this == CREATED ? connection.createdAt() : connection.lastChange();
  }
}
