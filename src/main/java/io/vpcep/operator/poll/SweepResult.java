package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.Page;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one sweep found out about the connections that somebody watches. */
final class SweepResult {

  /** Made beforehand: there may be no memory for it when it is needed. */
  private static final CloudFailure INTERNAL_ERROR = CloudFailure.internalError();

  private final Set<ConnectionSelector> wanted;
  private final Map<ConnectionSelector, Presence> found = new HashMap<>();
  private final Map<ConnectionSelector, CloudFailure> unreadable = new HashMap<>();
  private SweepKind kind = SweepKind.FULL;
  private boolean asked;
  private boolean readAPage;
  private @Nullable CloudFailure failure;
  private @Nullable Map<String, Integer> stateCounts;
  private @Nullable SourceListing listing;
  private boolean listingIsWhole;

  /**
   * @param wanted the connections that are watched; of others nothing is kept
   */
  SweepResult(Set<ConnectionSelector> wanted) {
    this.wanted = wanted;
  }

  /** Takes over what a page shows. */
  void read(Page page) {
    page.connections().forEach(this::present);
    for (var item : page.malformed()) {
      if (item.endpointId() != null) {
        put(unreadable, new ConnectionSelector(item.endpointId(), null), item.failure());
      }
      if (item.markerId() != null) {
        put(unreadable, new ConnectionSelector(null, item.markerId()), item.failure());
      }
    }
  }

  /** The source lists the connection. */
  void present(Connection connection) {
    var presence = new Presence.Present(connection);
    put(found, new ConnectionSelector(connection.endpointId(), null), presence);
    if (connection.markerId() != null) {
      put(found, new ConnectionSelector(null, connection.markerId()), presence);
    }
  }

  private <T> void put(Map<ConnectionSelector, T> map, ConnectionSelector identity, T value) {
    if (wanted.contains(identity)) {
      map.put(identity, value);
    }
  }

  /** The connection is absent, or as it was seen last. */
  void found(ConnectionSelector identity, Presence presence) {
    found.put(identity, presence);
  }

  void unreadable(ConnectionSelector identity, CloudFailure cause) {
    unreadable.put(identity, cause);
  }

  void failed(CloudFailure cause) {
    failure = failure == null ? cause : failure;
  }

  /** Something went wrong in our own code. */
  void aborted() {
    failure = INTERNAL_ERROR;
  }

  /** Counts the states of all connections, by a list that had no failed page. */
  void count(Map<String, Integer> byState) {
    stateCounts = byState;
  }

  /** How many of these connections are in each state. */
  static Map<String, Integer> stateCounts(Collection<Connection> connections) {
    var counts = new TreeMap<String, Integer>();
    connections.forEach(connection -> counts.merge(connection.state().value(), 1, Integer::sum));
    return counts;
  }

  /**
   * The source lists exactly this.
   *
   * @param isWhole whether all of it was read, and not only what changed in it
   */
  void listed(SourceListing all, boolean isWhole) {
    listing = all;
    listingIsWhole = isWhole;
  }

  /** The source was read in this way. */
  void readAs(SweepKind how) {
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

  /** Whether the cloud responded with a list at least once. */
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

  /** What was found of the connection; null if nothing was. */
  @Nullable Presence presence(ConnectionSelector identity) {
    return found.get(identity);
  }

  /** What stood in the way of looking at the connection; null if nothing did. */
  @Nullable CloudFailure failureOf(ConnectionSelector identity) {
    var cause = unreadable.get(identity);
    return cause == null && wanted.contains(identity) && !isSettled(identity) ? failure : cause;
  }

  boolean isSettled(ConnectionSelector identity) {
    return found.containsKey(identity) || unreadable.containsKey(identity);
  }

  /** The first failure of the sweep; null if every page could be read. */
  @Nullable CloudFailure failure() {
    return failure;
  }

  /** The whole list; null if it was not wanted, or is not known as a whole. */
  @Nullable SourceListing listing() {
    return listing;
  }

  /** Whether all of that list was read, and not only what changed in it. */
  boolean listingIsWhole() {
    return listingIsWhole;
  }

  /** How many connections there are in each state; null unless every page could be read. */
  @Nullable Map<String, Integer> stateCounts() {
    return stateCounts;
  }
}
