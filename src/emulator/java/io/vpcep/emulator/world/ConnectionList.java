package io.vpcep.emulator.world;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The connections of one source. Each order is sorted once and kept until something changes, so
 * that a page of a large list costs no more than the page. Every method takes effect as a whole.
 */
public final class ConnectionList {

  private final Map<String, EndpointConnection> byId = new HashMap<>();
  private final Map<Order, List<EndpointConnection>> sorted = new HashMap<>();

  /** By connection, the transition that may still end; a connection has one at most. */
  private final Map<String, Long> transitions = new HashMap<>();

  private record Order(SortBy by, boolean descending) {}

  /** What becomes of a connection. */
  @FunctionalInterface
  interface Change {
    EndpointConnection of(EndpointConnection old) throws ActionRefusedException;
  }

  synchronized void putAll(Collection<EndpointConnection> connections) {
    connections.forEach(connection -> byId.put(connection.id(), connection));
    connections.forEach(connection -> transitions.remove(connection.id()));
    sorted.clear();
  }

  synchronized Optional<EndpointConnection> change(
      String id, UnaryOperator<EndpointConnection> change) {
    transitions.remove(id);
    EndpointConnection changed = byId.computeIfPresent(id, (key, old) -> change.apply(old));
    sorted.clear();
    return Optional.ofNullable(changed);
  }

  synchronized boolean remove(String id) {
    transitions.remove(id);
    sorted.clear();
    return byId.remove(id) != null;
  }

  /** Removes all. */
  public synchronized void clear() {
    byId.clear();
    transitions.clear();
    sorted.clear();
  }

  /** Changes all of them or none; leaves their transitions alone. */
  synchronized List<EndpointConnection> changeAll(Collection<String> ids, Change change)
      throws ActionRefusedException {
    List<EndpointConnection> changed = new ArrayList<>();
    for (String id : ids) {
      changed.add(change.of(get(id).orElseThrow(ConnectionList::notThere)));
    }
    changed.forEach(connection -> byId.put(connection.id(), connection));
    sorted.clear();
    return changed;
  }

  /** Changes all of them or none, and starts a transition of each in place of an older one. */
  synchronized List<EndpointConnection> move(Collection<String> ids, long transition, Change change)
      throws ActionRefusedException {
    List<EndpointConnection> moved = changeAll(ids, change);
    ids.forEach(id -> transitions.put(id, transition));
    return moved;
  }

  /** Adds a connection that starts with a transition. */
  synchronized void add(EndpointConnection connection, long transition)
      throws ActionRefusedException {
    if (byId.putIfAbsent(connection.id(), connection) != null) {
      throw new ActionRefusedException(Refusal.ALREADY_THERE);
    }
    transitions.put(connection.id(), transition);
    sorted.clear();
  }

  /**
   * Ends a transition, unless something else became of the connection meanwhile.
   *
   * @param end the connection then; empty for none
   */
  synchronized void finish(
      String id, long transition, Function<EndpointConnection, Optional<EndpointConnection>> end) {
    if (transitions.remove(id, transition)) {
      get(id)
          .flatMap(end)
          .ifPresentOrElse(connection -> byId.put(id, connection), () -> byId.remove(id));
      sorted.clear();
    }
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

  private static ActionRefusedException notThere() {
    return new ActionRefusedException(Refusal.NOT_THERE);
  }
}
