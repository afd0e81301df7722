package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceListing;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who watches one source, and what they know. Not thread-safe: guarded by the lock of the poller.
 */
final class Subscriptions {

  private final Map<SubscriberId, Entry> entries = new HashMap<>();
  private final Intervals usual = new Intervals();
  private final Intervals present = new Intervals();
  private MonotonicTime watchedSince = MonotonicTime.MIN;
  private @Nullable Observation list;
  private boolean listIsTransitional;
  private @Nullable CloudFailure failure;

  /**
   * @param interval how often to look at present
   */
  private record Entry(Subscription watch, Observation observation, Duration interval) {}

  /** Adds a watcher, or takes over its changes. Returns what it may know so far. */
  Observation put(SubscriberId id, Subscription watch, MonotonicTime now) {
    if (entries.isEmpty()) {
      watchedSince = now;
    }
    var before = entries.get(id);
    var observation =
        before != null && before.watch.hasSameTarget(watch)
            ? before.observation
            : first(watch, now);
    var entry = entry(watch, observation);
    entries.put(id, entry);
    if (before != null) {
      forget(before);
    }
    usual.add(watch.interval());
    present.add(entry.interval);
    return observation;
  }

  private Entry entry(Subscription watch, Observation observation) {
    boolean isTransitional =
        watch.identity() == null
            ? listIsTransitional
            : observation.presence() instanceof Presence.Present seen
                && seen.connection().state().isTransitional();
    return new Entry(
        watch, observation, isTransitional ? watch.activeInterval() : watch.interval());
  }

  /**
   * What a watcher may know before a sweep looks for it: what the list shows that somebody else
   * watches. That the list lacks a connection says nothing, since it may be new.
   */
  private Observation first(Subscription watch, MonotonicTime now) {
    var listing = listing();
    var listed = listing == null ? null : presence(listing, watch.identity());
    var observation =
        list == null || listed == null
            ? Observation.awaited(now)
            : Observation.of(listed, list.since(), list.stretch());
    return failure == null ? observation : observation.failing(failure);
  }

  private static @Nullable Presence presence(
      SourceListing listing, @Nullable ConnectionSelector identity) {
    if (identity == null || identity.endpointId() == null || listing.abridged()) {
      return null;
    }
    var connection = listing.connections().get(identity.endpointId());
    return connection == null ? null : new Presence.Present(connection);
  }

  /** The list when it was last read as a whole; null if nobody watches it. */
  @Nullable SourceListing listing() {
    return list != null && list.presence() instanceof Presence.Listed listed
        ? listed.listing()
        : null;
  }

  /** What was read is not built on. */
  void forgetList() {
    list = null;
    listIsTransitional = false;
  }

  void remove(SubscriberId id) {
    var entry = entries.remove(id);
    if (entry != null) {
      forget(entry);
    }
  }

  private void forget(Entry entry) {
    usual.remove(entry.watch.interval());
    present.remove(entry.interval);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Since when somebody watches. */
  MonotonicTime watchedSince() {
    return watchedSince;
  }

  /** The shortest interval while nothing is expected to change; zero if nobody watches. */
  Duration usualInterval() {
    return usual.shortest();
  }

  /** The shortest interval at present; zero if nobody watches. */
  Duration presentInterval() {
    return present.shortest();
  }

  /** What was seen last of each connection; nothing if that holds for one of its watchers. */
  Map<ConnectionSelector, Presence> known() {
    var known = new HashMap<ConnectionSelector, Presence>();
    for (var entry : entries.values()) {
      var identity = entry.watch.identity();
      if (identity != null) {
        known.merge(
            identity,
            entry.observation.presence(),
            (old, other) -> old instanceof Presence.Nothing ? old : other);
      }
    }
    return known;
  }

  /** Whether somebody watches the whole list. */
  boolean wantList() {
    return entries.values().stream().anyMatch(entry -> entry.watch.identity() == null);
  }

  /** Whether somebody waits for a list that was read as a whole. */
  boolean needWholeList() {
    return entries.values().stream().anyMatch(entry -> entry.watch.whole());
  }

  /**
   * Takes over what a sweep found; returns those for whom something is new.
   *
   * @param withList whether it looked for the whole list
   * @param stretch by how much the interval is stretched
   */
  List<SubscriberId> learn(
      SweepResult result, boolean withList, double stretch, MonotonicTime now) {
    failure = result.failure();
    if (withList && result.stateCounts() != null) {
      listIsTransitional =
          result.stateCounts().keySet().stream()
              .map(ConnectionState::new)
              .anyMatch(ConnectionState::isTransitional);
    }
    list =
        withList
            ? next(list == null ? Observation.awaited(now) : list, result, stretch, now)
            : null;
    var news = new ArrayList<SubscriberId>();
    entries.replaceAll(
        (id, entry) -> {
          var observation = next(entry, result, stretch, now);
          if (entry.watch.identity() == null || !observation.isSameAs(entry.observation)) {
            news.add(id);
          }
          var next = entry(entry.watch, observation);
          present.remove(entry.interval);
          present.add(next.interval);
          return next;
        });
    return news;
  }

  private static Observation next(
      Entry entry, SweepResult result, double stretch, MonotonicTime now) {
    var identity = entry.watch.identity();
    if (identity == null) {
      return next(entry.observation, result, stretch, now);
    }
    var presence = result.presence(identity);
    if (presence != null) {
      return Observation.of(presence, now, stretch);
    }
    var cause = result.failureOf(identity);
    return cause == null ? entry.observation : entry.observation.failing(cause);
  }

  private static Observation next(
      Observation before, SweepResult result, double stretch, MonotonicTime now) {
    var listing = result.listing();
    if (listing == null) {
      var cause = result.failure();
      return cause == null ? before : before.failing(cause);
    }
    var presence = new Presence.Listed(listing, result.listingIsWhole());
    var observation = Observation.of(presence, now, stretch);
    return listing.failure() == null ? observation : observation.failing(listing.failure());
  }
}
