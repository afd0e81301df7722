package io.vpcep.operator.poll;

import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source: who watches it, what is remembered of it, and when it is read next. Makes no calls
 * and notifies nobody, the {@link Poller} does, which guards it too.
 */
final class SourcePoll {

  private final SourceKey source;
  private final SourceSchedule schedule;
  private final Subscriptions subscriptions = new Subscriptions();
  private final AccountLoad load;
  private CircuitBreaker breaker;
  private SweepPlanner planner;
  private Scheduler.@Nullable Entry timer;
  private @Nullable MonotonicTime lastSuccess;
  private Map<String, Integer> stateCounts = Map.of();
  private SweepCost cost = SweepCost.ONE_CALL;
  private double callsPerSecond;
  private boolean mayBeActive;

  /**
   * @param load of the account that the source is read as
   * @param breaker shared by the sources of an account's API
   */
  SourcePoll(
      SourceKey source,
      SourceSchedule schedule,
      AccountLoad load,
      CircuitBreaker breaker,
      SweepPlanner planner) {
    this.source = source;
    this.schedule = schedule;
    this.load = load;
    this.breaker = breaker;
    this.planner = planner;
  }

  SourceKey source() {
    return source;
  }

  /** When it is read. */
  SourceSchedule schedule() {
    return schedule;
  }

  /**
   * Watches a connection, or goes on watching it, and plans the sweep that this takes.
   *
   * @param before what the same resource wanted before; null if it is new here
   * @param fresh whether a resource that is new here does not wait
   * @param share of the interval, 0 to 1, that the first look at one that may wait is put off
   */
  Observation watch(
      SubscriberId id,
      Subscription watch,
      @Nullable Subscription before,
      boolean fresh,
      double share,
      MonotonicTime now) {
    var observation = subscriptions.put(id, watch, now);
    updateLoad();
    if (before != null && watch.isAskedForSince(before)) {
      schedule.requestWhole(now);
    } else if (before == null ? fresh : !watch.hasSameTarget(before)) {
      schedule.request(now);
    } else if (!watch.equals(before)) {
      schedule.settle(share, interval(), now);
    }
    return observation;
  }

  /** Returns whether the source takes fewer calls now. */
  boolean unwatch(SubscriberId id) {
    double before = callsPerSecond;
    subscriptions.remove(id);
    updateLoad();
    return callsPerSecond != before;
  }

  /**
   * How often it is read: more often while something is expected to change and one call shows it,
   * and less often if the account may not make all the calls that its sources take.
   */
  private Duration interval() {
    return load.stretched(askedInterval());
  }

  private Duration askedInterval() {
    return mayBeActive ? subscriptions.presentInterval() : subscriptions.usualInterval();
  }

  private void updateLoad() {
    double before = callsPerSecond;
    callsPerSecond = isWatched() ? cost.at(askedInterval()) : 0;
    load.change(before, callsPerSecond);
  }

  /** Whether anybody watches it. */
  boolean isWatched() {
    return !subscriptions.isEmpty();
  }

  /** The account is another: what was read as the old one is not built on. */
  void accountIsAnother(CircuitBreaker newBreaker, SweepPlanner newPlanner, MonotonicTime now) {
    breaker = newBreaker;
    planner = newPlanner;
    mayBeActive = false;
    subscriptions.forgetList();
    updateLoad();
    schedule.accountIsAnother(now);
  }

  /** Nobody watches it any more. Returns what paces it if somebody comes back. */
  SourceSchedule retire() {
    cancelTimer();
    breaker.forget(source);
    return schedule;
  }

  /**
   * When the next sweep is due; {@link MonotonicTime#MAX} while one is under way, when nobody
   * watches, and while another source is the probe of its API.
   */
  MonotonicTime dueAt() {
    var due = isWatched() ? schedule.dueAt(interval()) : MonotonicTime.MAX;
    return due.equals(MonotonicTime.MAX) ? due : breaker.earliest(source, due);
  }

  /** Moves the next sweep forward if it is later than the interval says, which may have changed. */
  void settle(MonotonicTime now) {
    if (isWatched()) {
      schedule.settle(1, interval(), now);
    }
  }

  /**
   * Sets the timer again, for the next sweep or for {@link PollLimits#LONGEST_TIMER} from now,
   * whichever is sooner; none if nothing is due.
   */
  void plan(Scheduler scheduler, Runnable start, MonotonicTime now) {
    cancelTimer();
    var due = dueAt();
    if (!due.equals(MonotonicTime.MAX)) {
      timer = scheduler.at(MonotonicTime.earlier(due, now.plus(PollLimits.LONGEST_TIMER)), start);
    }
  }

  boolean isPlanned() {
    return timer != null;
  }

  private void cancelTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  /** Whether the circuit breaker lets a call be made at present. */
  boolean admits(MonotonicTime now) {
    return !breaker.earliest(source, now).isAfter(now);
  }

  /** The sweep is due, and waits for a thread. */
  void queue() {
    breaker.started(source);
    schedule.queue();
    cancelTimer();
  }

  /**
   * The sweep that waited for a thread is not needed any more. Returns whether that concerns the
   * other sources of the account, which may be read at another time than before.
   */
  boolean cancel() {
    schedule.cancel();
    return breaker.cancelled(source);
  }

  /** The sweep that waited for a thread cannot run, and is retried later. Returns the same. */
  boolean postpone(MonotonicTime now) {
    schedule.ended(CloudFailure.internalError(), false, interval(), now);
    return breaker.cancelled(source);
  }

  /** The sweep that waited for a thread begins. Returns what to look for. */
  Task begin(MonotonicTime now) {
    // First, since from the next line on the source is under way.
    var known = subscriptions.known();
    var result = new SweepResult(known.keySet());
    var begun = schedule.begin(now);
    boolean whole = begun.whole() || subscriptions.needWholeList();
    return new Task(
        new Wanted(known, subscriptions.wantList(), subscriptions.usualInterval(), whole),
        begun.priority(),
        planner,
        now,
        result);
  }

  /** Calls for the source have ended; the failure is null if they went well. Returns the same. */
  boolean completed(@Nullable CloudFailure failure, MonotonicTime now) {
    return breaker.completed(source, failure, now);
  }

  /** Ends the sweep; returns those for whom something is new. */
  List<SubscriberId> end(Task task, MonotonicTime now) {
    var result = task.result;
    boolean isOutdated = isOutdated(task);
    var failure = isOutdated ? null : result.failure();
    try {
      return isOutdated ? List.of() : learn(task, now);
    } finally {
      // Whatever the outcome, the source is free for the next sweep.
      schedule.ended(failure, result.wasAsked(), interval(), now);
    }
  }

  private List<SubscriberId> learn(Task task, MonotonicTime now) {
    var result = task.result;
    stateCounts = result.stateCounts() == null ? stateCounts : result.stateCounts();
    lastSuccess = result.failure() == null ? now : lastSuccess;
    var news = subscriptions.learn(result, task.wantsList(), load.stretch(), now);
    cost = planner.cost(task, subscriptions.usualInterval());
    mayBeActive = result.failure() == null && cost.perSweep() <= 1;
    updateLoad();
    return news;
  }

  /** Whether a sweep read the source as an account that has become another meanwhile. */
  boolean isOutdated(Task task) {
    return task.planner != planner;
  }

  SourceView view() {
    return new SourceView(
        source,
        interval(),
        load.stretch(),
        subscriptions.watchedSince(),
        lastSuccess,
        stateCounts,
        subscriptions.listing());
  }

  /**
   * What the subscribers want to know.
   *
   * @param known what was seen last of each watched connection; nothing if that holds for one of
   *     its watchers
   * @param list whether somebody watches the whole list
   * @param interval how often the source is read while nothing is expected to change
   * @param whole whether somebody needs it to be read as a whole
   */
  record Wanted(
      Map<ConnectionSelector, Presence> known, boolean list, Duration interval, boolean whole) {}

  /**
   * What a sweep is to look for, and what it finds.
   *
   * @param wanted by the subscribers
   * @param priority of the calls
   * @param planner what is known of the source; belongs to this sweep until it ends
   * @param start when it began
   * @param result filled by the sweep
   */
  record Task(
      Wanted wanted,
      Priority priority,
      SweepPlanner planner,
      MonotonicTime start,
      SweepResult result) {

    Map<ConnectionSelector, Presence> known() {
      return wanted.known;
    }

    boolean wantsList() {
      return wanted.list;
    }

    /** How many were never seen. */
    long unseen() {
      return known().values().stream().filter(Presence.Nothing.class::isInstance).count();
    }
  }
}
