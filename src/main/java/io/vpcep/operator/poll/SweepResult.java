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

/** What one sweep found out about the connections that somebody watches. */
final class SweepResult {

  private final Set<ConnectionSelector> wanted;
  private final Map<ConnectionSelector, Connection> present = new HashMap<>();
  private final Map<ConnectionSelector, CloudFailure> unreadable = new HashMap<>();
  private final Set<ConnectionSelector> absent = new HashSet<>();
  private final Set<ConnectionSelector> unchanged = new HashSet<>();
  private SweepKind kind = SweepKind.FULL;
  private boolean asked;
  private boolean readAPage;
  private @Nullable CloudFailure failure;
  private @Nullable Map<String, Integer> stateCounts;

  /**
   * @param wanted the connections that are watched; of others nothing is kept
   */
  SweepResult(Set<ConnectionSelector> wanted) {
    this.wanted = wanted;
  }

  /** The source lists the connection. */
  void present(Connection connection) {
    put(present, new ConnectionSelector(connection.endpointId(), null), connection);
    if (connection.markerId() != null) {
      put(present, new ConnectionSelector(null, connection.markerId()), connection);
    }
  }

  void present(Collection<Connection> connections) {
    connections.forEach(this::present);
  }

  /** An item of the list could not be understood. */
  void malformed(@Nullable String endpointId, @Nullable Long markerId, CloudFailure cause) {
    if (endpointId != null) {
      put(unreadable, new ConnectionSelector(endpointId, null), cause);
    }
    if (markerId != null) {
      put(unreadable, new ConnectionSelector(null, markerId), cause);
    }
  }

  private <T> void put(Map<ConnectionSelector, T> map, ConnectionSelector identity, T value) {
    if (wanted.contains(identity)) {
      map.put(identity, value);
    }
  }

  void unreadable(ConnectionSelector identity, CloudFailure cause) {
    unreadable.put(identity, cause);
  }

  void absent(ConnectionSelector identity) {
    absent.add(identity);
  }

  void failed(CloudFailure cause) {
    failure = failure == null ? cause : failure;
  }

  /** Something went wrong in our own code. */
  void broke() {
    failure = CloudFailure.internalError();
  }

  /** The connection is as it was seen last, or as absent as it was. */
  void unchanged(ConnectionSelector identity) {
    unchanged.add(identity);
  }

  /** Counts the states of all connections, by a list that had no failed page. */
  void count(Stream<ConnectionState> states) {
    var counts = new TreeMap<String, Integer>();
    states.forEach(state -> counts.merge(state.value(), 1, Integer::sum));
    stateCounts = counts;
  }

  /** The source was read in this way. */
  void read(SweepKind how) {
    kind = how;
  }

  /** A call was made. */
  void asked() {
    asked = true;
  }

  /** A page was read. */
  void readAPage() {
    readAPage = true;
  }

  /** Whether the cloud answered at least once. */
  boolean hasReadAPage() {
    return readAPage;
  }

  /** Whether any call was made. */
  boolean wasAsked() {
    return asked;
  }

  SweepKind kind() {
    return kind;
  }

  @Nullable Connection connection(ConnectionSelector identity) {
    return present.get(identity);
  }

  /** What stood in the way of looking at the connection; null if nothing did. */
  @Nullable CloudFailure failureOf(ConnectionSelector identity) {
    var cause = unreadable.get(identity);
    return cause == null && wanted.contains(identity) && !isSettled(identity) ? failure : cause;
  }

  boolean isAbsent(ConnectionSelector identity) {
    return absent.contains(identity);
  }

  boolean isUnchanged(ConnectionSelector identity) {
    return unchanged.contains(identity);
  }

  boolean isSettled(ConnectionSelector identity) {
    return present.containsKey(identity)
        || isUnchanged(identity)
        || isAbsent(identity)
        || unreadable.containsKey(identity);
  }

  /** The first failure of the sweep; null if every page could be read. */
  @Nullable CloudFailure failure() {
    return failure;
  }

  /** How many connections there are in each state; null unless every page could be read. */
  @Nullable Map<String, Integer> stateCounts() {
    return stateCounts;
  }
}
