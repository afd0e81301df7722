package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one sweep brought to light, until it ends. */
final class Findings {

  private final Map<String, Connection> byEndpoint = new HashMap<>();
  private final Map<Long, Connection> byMarker = new HashMap<>();
  private final Map<Identity, CloudFailure> unreadable = new HashMap<>();
  private final Set<Identity> absent = new HashSet<>();
  private final Set<Identity> unchanged = new HashSet<>();
  private SweepKind kind = SweepKind.FULL;
  private @Nullable CloudFailure failure;
  private @Nullable Map<String, Integer> census;

  void present(Collection<Connection> connections) {
    for (var connection : connections) {
      byEndpoint.put(connection.endpointId(), connection);
      if (connection.markerId() != null) {
        byMarker.put(connection.markerId(), connection);
      }
    }
  }

  void unreadable(Identity identity, CloudFailure cause) {
    unreadable.put(identity, cause);
  }

  void absent(Identity identity) {
    absent.add(identity);
  }

  void failed(CloudFailure cause) {
    if (failure == null) {
      failure = cause;
    }
  }

  /** The connection is as it was seen last, or as absent as it was. */
  void unchanged(Identity identity) {
    unchanged.add(identity);
  }

  /** Counts the states of all connections, by a list that had no failed page. */
  void count(Stream<ConnectionState> states) {
    var counts = new TreeMap<String, Integer>();
    states.forEach(state -> counts.merge(state.word(), 1, Integer::sum));
    census = counts;
  }

  /** The source was read in this way. */
  void read(SweepKind how) {
    kind = how;
  }

  SweepKind kind() {
    return kind;
  }

  @Nullable Connection connection(Identity identity) {
    return identity.endpointId() != null
        ? byEndpoint.get(identity.endpointId())
        : byMarker.get(identity.markerId());
  }

  @Nullable CloudFailure failureOf(Identity identity) {
    return unreadable.get(identity);
  }

  boolean isAbsent(Identity identity) {
    return absent.contains(identity);
  }

  boolean isUnchanged(Identity identity) {
    return unchanged.contains(identity);
  }

  boolean isSettled(Identity identity) {
    return connection(identity) != null
        || isUnchanged(identity)
        || isAbsent(identity)
        || unreadable.containsKey(identity);
  }

  /** The first failure of the sweep; null if every page could be read. */
  @Nullable CloudFailure failure() {
    return failure;
  }

  /** How many connections there are in each state; null unless every page could be read. */
  @Nullable Map<String, Integer> census() {
    return census;
  }
}
