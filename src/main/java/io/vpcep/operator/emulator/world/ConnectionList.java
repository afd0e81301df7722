package io.vpcep.operator.emulator.world;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The connections of one source. Each order is sorted once and kept until something changes, so
 * that a page of a large list costs no more than the page.
 */
public final class ConnectionList {

  private final Map<String, EndpointConnection> byId = new HashMap<>();
  private final Map<Order, List<EndpointConnection>> sorted = new HashMap<>();

  private record Order(SortBy by, boolean descending) {}

  synchronized void putAll(Collection<EndpointConnection> connections) {
    connections.forEach(connection -> byId.put(connection.id(), connection));
    sorted.clear();
  }

  synchronized Optional<EndpointConnection> change(
      String id, UnaryOperator<EndpointConnection> change) {
    EndpointConnection changed = byId.computeIfPresent(id, (key, old) -> change.apply(old));
    sorted.clear();
    return Optional.ofNullable(changed);
  }

  synchronized boolean remove(String id) {
    sorted.clear();
    return byId.remove(id) != null;
  }

  /** The connection of one endpoint. */
  public synchronized Optional<EndpointConnection> get(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All connections in one order; the list never changes. */
  public synchronized List<EndpointConnection> sorted(SortBy by, boolean descending) {
    return sorted.computeIfAbsent(
        new Order(by, descending),
        order -> byId.values().stream().sorted(by.order(descending)).toList());
  }
}
