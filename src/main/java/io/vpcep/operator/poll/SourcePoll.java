package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Sighting;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One source: who watches it, what they know, and when it is read next. Two sweeps of it never
 * overlap. Guarded by itself; makes no calls and tells nobody, the {@link Poller} does.
 */
final class SourcePoll {

  /** Requests that come together are served by one sweep: it waits for a pause between them. */
  private static final Duration GATHER = Duration.ofMillis(200);

  /** But no request waits longer for others. */
  private static final Duration LONGEST_GATHER = Duration.ofSeconds(2);

  /** However many requests come, the source is not read again sooner. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SourceKey source;
  private final BackOff backOff;
  private final Map<WatcherId, Entry> watchers = new HashMap<>();
  private final NavigableMap<Duration, Integer> intervals = new TreeMap<>();
  private boolean running;
  private boolean requested;
  private boolean wholeRequested;
  private boolean readyMeanwhile;
  private int failures;
  private MonotonicTime blockedUntil = MonotonicTime.MIN;
  private MonotonicTime askedUntil = MonotonicTime.MIN;
  private MonotonicTime startedAt = MonotonicTime.MIN;
  private MonotonicTime watchedSince = MonotonicTime.MIN;
  private @Nullable MonotonicTime dueAt;
  private @Nullable MonotonicTime requestedSince;
  private @Nullable MonotonicTime requestedAt;
  private @Nullable CloudFailure failure;
  private @Nullable MonotonicTime lastSuccess;
  private Map<String, Integer> census = Map.of();

  SourcePoll(SourceKey source, BackOff backOff) {
    this.source = source;
    this.backOff = backOff;
  }

  /** Adds a watcher, or takes over its changes. Returns what it may know so far. */
  synchronized Observation watch(WatcherId id, Watch watch, MonotonicTime now) {
    if (watchers.isEmpty()) {
      watchedSince = now;
    }
    var entry = watchers.get(id);
    var observation =
        entry != null && entry.watch.hasSameTarget(watch)
            ? entry.observation
            : failure == null
                ? Observation.awaited(now)
                : Observation.awaited(now).failing(failure);
    if (entry != null) {
      forget(entry.watch.interval());
    }
    intervals.merge(watch.interval(), 1, Integer::sum);
    watchers.put(id, new Entry(watch, observation));
    return observation;
  }

  synchronized void unwatch(WatcherId id) {
    var entry = watchers.remove(id);
    if (entry != null) {
      forget(entry.watch.interval());
    }
  }

  /**
   * Whether it can be forgotten. As long as a sweep runs it cannot: whoever watches the source next
   * would begin another one beside it.
   */
  synchronized boolean isAbandoned() {
    return watchers.isEmpty() && !running;
  }

  /** Whether anybody watches it. */
  synchronized boolean isWatched() {
    return !watchers.isEmpty();
  }

  private void forget(Duration interval) {
    intervals.computeIfPresent(interval, (key, count) -> count == 1 ? null : count - 1);
  }

  /** Asks for a sweep as soon as the source may be read. */
  synchronized void request(MonotonicTime now) {
    if (running) {
      requested = true;
    } else {
      gather(now);
    }
  }

  private void gather(MonotonicTime now) {
    requestedSince = requestedSince == null ? now : requestedSince;
    requestedAt = now;
  }

  /** Asks for a sweep of the whole list as soon as the source may be read. */
  synchronized void requestWhole(MonotonicTime now) {
    wholeRequested = true;
    request(now);
  }

  /**
   * Sees to it that the next sweep is no later than the interval says.
   *
   * @param share of the interval, 0 to 1, that the very first sweep waits, so that not all sources
   *     are read at once
   */
  synchronized void settle(double share, MonotonicTime now) {
    if (running) {
      return;
    }
    if (startedAt.equals(MonotonicTime.MIN)) {
      if (dueAt == null || dueAt.isAfter(now.plus(interval()))) {
        dueAt = now.plus(Duration.ofMillis((long) (interval().toMillis() * share)));
      }
    } else {
      dueBy(
          MonotonicTime.later(
              MonotonicTime.later(startedAt.plus(interval()), now), leftAloneUntil()));
    }
  }

  /** The account is another: nothing that stood in the way of the old one counts. */
  synchronized void accountIsAnother(MonotonicTime now) {
    askedUntil = MonotonicTime.MIN;
    startOver(now);
  }

  /** The account cannot be used: asks for a sweep, which says so. */
  synchronized void accountIsLost(MonotonicTime now) {
    startOver(now);
  }

  /** The account can be used: asks for a sweep if that is what the last one lacked. */
  synchronized void accountIsReady(MonotonicTime now) {
    if (running) {
      readyMeanwhile = true;
    } else if (isHeldUpByAccount()) {
      startOver(now);
    }
  }

  /** What the cloud asked for still holds. */
  private void startOver(MonotonicTime now) {
    blockedUntil = MonotonicTime.MIN;
    failures = 0;
    request(now);
  }

  private boolean isHeldUpByAccount() {
    return failure != null && CloudFailure.Reason.NOT_ASKED.contains(failure.reason());
  }

  /** When the next sweep is due; null while one runs, and when nobody watches. */
  synchronized @Nullable MonotonicTime dueAt() {
    return watchers.isEmpty() ? null : due();
  }

  private @Nullable MonotonicTime due() {
    if (requestedSince == null || requestedAt == null) {
      return dueAt;
    }
    var gathered =
        MonotonicTime.earlier(requestedSince.plus(LONGEST_GATHER), requestedAt.plus(GATHER));
    var asked =
        MonotonicTime.later(
            MonotonicTime.later(gathered, rested(requestedSince)), leftAloneUntil());
    return dueAt == null ? asked : MonotonicTime.earlier(dueAt, asked);
  }

  /** Begins a sweep if one is due; returns what to look for, or null. */
  synchronized @Nullable Task begin(MonotonicTime now) {
    var due = dueAt();
    if (running || due == null || due.isAfter(now)) {
      return null;
    }
    running = true;
    requested = false;
    dueAt = null;
    requestedSince = null;
    requestedAt = null;
    boolean whole = wholeRequested;
    wholeRequested = false;
    var known = new HashMap<Identity, Sighting>();
    for (var entry : watchers.values()) {
      var sighting = entry.observation.sighting();
      known.merge(
          entry.watch.identity(),
          sighting,
          (old, other) -> old instanceof Sighting.Nothing ? old : other);
    }
    return new Task(known, interval(), whole);
  }

  /** The sweep that was begun has come to its turn: the interval counts from here. */
  synchronized void starts(MonotonicTime now) {
    startedAt = now;
  }

  /** Ends the sweep; returns the watchers for whom something is new. */
  synchronized List<WatcherId> end(Findings findings, MonotonicTime now) {
    var news = new ArrayList<WatcherId>();
    watchers.replaceAll(
        (id, entry) -> {
          var observation = next(entry, findings, now);
          if (!observation.saysTheSameAs(entry.observation)) {
            news.add(id);
          }
          return new Entry(entry.watch, observation);
        });
    running = false;
    failure = findings.failure();
    requested |= readyMeanwhile && isHeldUpByAccount();
    readyMeanwhile = false;
    census = findings.census() == null ? census : findings.census();
    lastSuccess = failure == null ? now : lastSuccess;
    plan(now);
    return news;
  }

  synchronized SourceView view() {
    return new SourceView(source, interval(), watchedSince, lastSuccess, census);
  }

  private static Observation next(Entry entry, Findings findings, MonotonicTime now) {
    var identity = entry.watch.identity();
    var connection = findings.connection(identity);
    if (connection != null) {
      return Observation.of(new Sighting.Present(connection), now);
    }
    if (findings.isAbsent(identity)) {
      return Observation.of(new Sighting.Absent(), now);
    }
    if (findings.isUnchanged(identity)) {
      return entry.observation.sighting() instanceof Sighting.Nothing
          ? entry.observation
          : Observation.of(entry.observation.sighting(), now);
    }
    var cause = findings.failureOf(identity);
    return cause == null ? entry.observation : entry.observation.failing(cause);
  }

  /** An account that is not ready costs no call to ask again, and says itself when it is. */
  private void plan(MonotonicTime now) {
    if (failure != null && CloudFailure.Reason.CLOUD_IN_TROUBLE.contains(failure.reason())) {
      failures++;
      blockedUntil = now.plus(backOff.pause(failures, failure.retryAfter(), interval()));
      askedUntil = failure.retryAfter() == null ? MonotonicTime.MIN : blockedUntil;
      dueAt = blockedUntil;
    } else {
      failures = 0;
      blockedUntil = MonotonicTime.MIN;
      dueAt = MonotonicTime.later(MonotonicTime.later(startedAt.plus(interval()), now), askedUntil);
    }
    if (requested) {
      gather(now);
    }
  }

  /** The shortest interval of the watchers. */
  private Duration interval() {
    return intervals.isEmpty() ? Duration.ZERO : intervals.firstKey();
  }

  private MonotonicTime rested(MonotonicTime now) {
    return startedAt.equals(MonotonicTime.MIN) ? now : startedAt.plus(PAUSE);
  }

  private MonotonicTime leftAloneUntil() {
    return MonotonicTime.later(blockedUntil, askedUntil);
  }

  private void dueBy(MonotonicTime time) {
    dueAt = dueAt == null || time.isBefore(dueAt) ? time : dueAt;
  }

  /**
   * What a sweep is to look for.
   *
   * @param known what was seen last of each watched connection; nothing if that holds for one of
   *     its watchers
   * @param interval how often the source is read
   * @param whole whether somebody asked for it to be read as a whole
   */
  record Task(Map<Identity, Sighting> known, Duration interval, boolean whole) {

    /** How many were never seen. */
    long unseen() {
      return known.values().stream().filter(Sighting.Nothing.class::isInstance).count();
    }
  }

  private record Entry(Watch watch, Observation observation) {}
}
