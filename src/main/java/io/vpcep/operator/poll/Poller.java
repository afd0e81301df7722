package io.vpcep.operator.poll;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.schedule.TaskKey;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads every source that somebody watches, at the shortest of their intervals, and notifies those
 * for whom something is new. Its lock guards what is planned and known; while it is held no call is
 * made, no work is handed over, and nobody is notified.
 */
public final class Poller implements SourceGate {

  private final Scheduler scheduler;
  private final KeyedExecutor executor;
  private final MonotonicClock clock;
  private final DoubleSupplier random;
  private final SweepRunner runner;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final SourceRegistry registry;

  @GuardedBy("lock")
  private final Map<SubscriberId, Subscription> watches = new HashMap<>();

  @GuardedBy("lock")
  private final Map<SourcePoll, Scheduler.Entry> timers = new HashMap<>();

  @GuardedBy("lock")
  private final Set<Submission> submitted = new HashSet<>();

  /** A task that the executor has been given, and has not begun. */
  private record Submission(SourcePoll poll, Priority priority) {}

  /**
   * A poller that reads nothing before somebody watches.
   *
   * @param runtime its wall clock shows what the cloud's times are compared with
   * @param minInterval how often a source is read at most on average, after a burst of five
   * @param fullSweepEvery for how long only what changed is read of a list; zero for never
   * @param news notified of each watcher whose observation says something new; called from the
   *     threads that sweep
   */
  public Poller(
      TaskRuntime runtime,
      Function<Source.Kind, SourceClient> clients,
      AccountAccess access,
      Duration minInterval,
      Duration fullSweepEvery,
      SweepListener sweeps,
      Consumer<SubscriberId> news) {
    this.scheduler = runtime.scheduler();
    this.executor = runtime.executor();
    this.clock = runtime.monotonic();
    this.random = runtime.random();
    var bound = new CloudClockBound(runtime.clock(), runtime.monotonic());
    this.runner = new SweepRunner(clients, access, bound, runtime.errors(), sweeps, news);
    this.registry = new SourceRegistry(clients, runtime.backOff(), minInterval, fullSweepEvery);
  }

  /**
   * Watches a connection, or goes on watching it.
   *
   * @param fresh whether the resource is new or changed and does not wait; the first look of others
   *     is spread over the interval
   * @return what is known by now
   */
  public Observation watch(SubscriberId id, Subscription wanted, boolean fresh) {
    SourcePoll poll;
    Observation observation;
    synchronized (lock) {
      var now = clock.now();
      poll = registry.findOrCreate(wanted.source());
      var watch = wanted.sharing(poll.source());
      var before = watches.put(id, watch);
      if (before != null && !before.source().equals(watch.source())) {
        leave(id, before.source());
      }
      observation = poll.watch(id, watch, before, fresh, random.getAsDouble(), now);
      if (!watch.equals(before) || !timers.containsKey(poll)) {
        plan(poll);
      }
    }
    submitIfQueued(poll);
    return observation;
  }

  /** Forgets a watcher. */
  public void unwatch(SubscriberId id) {
    synchronized (lock) {
      var before = watches.remove(id);
      if (before != null) {
        leave(id, before.source());
      }
    }
  }

  /**
   * Looks at every source of an account again, because the account is another: what its cloud or
   * project asked for or could not do says nothing any more.
   */
  public void accountChanged(AccountKey account) {
    synchronized (lock) {
      registry.accountIsAnother(account, clock.now());
      registry.of(account).forEach(this::plan);
    }
  }

  /** Looks at every source of an account again, because the account cannot be used any more. */
  public void accountLost(AccountKey account) {
    forEachScheduleOf(account, SourceSchedule::accountIsLost);
  }

  /** Looks again at those sources of an account that could not be read for want of it. */
  public void accountReady(AccountKey account) {
    forEachScheduleOf(account, SourceSchedule::accountIsReady);
  }

  private void forEachScheduleOf(AccountKey account, Event event) {
    synchronized (lock) {
      var now = clock.now();
      for (var poll : registry.of(account)) {
        event.happens(poll.schedule(), now);
        plan(poll);
      }
    }
  }

  @FunctionalInterface
  private interface Event {
    void happens(SourceSchedule schedule, MonotonicTime now);
  }

  /** What is known of each source that somebody watches. */
  public List<SourceView> sources() {
    synchronized (lock) {
      return registry.all().filter(SourcePoll::isWatched).map(SourcePoll::view).toList();
    }
  }

  @Override
  public void execute(SourceKey source, Runnable task) {
    executor.execute(taskKey(source), Priority.URGENT, task);
  }

  @Override
  public boolean admits(SourceKey source) {
    synchronized (lock) {
      var now = clock.now();
      return registry.find(source) == null
          || !registry.breaker(source).earliest(source, now).isAfter(now);
    }
  }

  @Override
  public void acted(SourceKey source, @Nullable CloudFailure failure) {
    synchronized (lock) {
      var poll = registry.find(source);
      if (poll != null) {
        var now = clock.now();
        poll.schedule().request(now);
        plan(poll, registry.breaker(source).answered(source, failure, now));
      }
    }
  }

  @GuardedBy("lock")
  private void leave(SubscriberId id, SourceKey source) {
    var poll = registry.find(source);
    if (poll != null) {
      poll.unwatch(id);
      removeIfAbandoned(poll);
    }
  }

  /** As long as a sweep is under way, whoever watches next would begin another one beside it. */
  @GuardedBy("lock")
  private void removeIfAbandoned(SourcePoll poll) {
    if (!poll.isWatched() && !poll.schedule().isUnderWay()) {
      cancelTimer(poll);
      registry.remove(poll, clock.now());
    }
  }

  @GuardedBy("lock")
  private void plan(SourcePoll poll, boolean andTheOthersOfItsAccount) {
    if (andTheOthersOfItsAccount) {
      registry.of(poll.source().account()).forEach(this::plan);
    } else {
      plan(poll);
    }
  }

  @GuardedBy("lock")
  private void plan(SourcePoll poll) {
    cancelTimer(poll);
    var due = earliest(poll);
    if (!due.equals(MonotonicTime.MAX)) {
      timers.put(poll, scheduler.at(due, () -> start(poll)));
    }
  }

  @GuardedBy("lock")
  private void cancelTimer(SourcePoll poll) {
    var timer = timers.remove(poll);
    if (timer != null) {
      timer.cancel();
    }
  }

  @GuardedBy("lock")
  private MonotonicTime earliest(SourcePoll poll) {
    var due = poll.dueAt();
    return due.equals(MonotonicTime.MAX)
        ? due
        : registry.breaker(poll.source()).earliest(poll.source(), due);
  }

  /** The sweep's time has come: it waits for its account if that is not known, or for a thread. */
  private void start(SourcePoll poll) {
    var account = poll.source().account();
    boolean isKnown = runner.isKnown(account);
    boolean waits;
    synchronized (lock) {
      var now = clock.now();
      // The scheduler may be early by a moment, or another source is the breaker's probe by now.
      boolean isDue = registry.find(poll.source()) == poll && !earliest(poll).isAfter(now);
      waits = isDue && !isKnown && poll.schedule().waitsForAccount(now);
      if (isDue && !waits) {
        registry.breaker(poll.source()).asked(poll.source());
        poll.schedule().queue();
        cancelTimer(poll);
      } else {
        plan(poll);
      }
    }
    if (waits && runner.isKnown(account)) {
      // It has become known between the look and the wait.
      forEachScheduleOf(account, (schedule, now) -> schedule.stopWaiting());
    }
    submitIfQueued(poll);
  }

  /** Hands the sweep over, again if it has become more urgent: the first task that runs does it. */
  private void submitIfQueued(SourcePoll poll) {
    Submission submission;
    synchronized (lock) {
      submission = new Submission(poll, poll.schedule().priority());
      if (!poll.schedule().isQueued() || !submitted.add(submission)) {
        return;
      }
    }
    try {
      executor.execute(taskKey(poll.source()), submission.priority, () -> sweep(submission));
    } catch (Throwable e) {
      runner.report(e);
      notSubmitted(submission);
    }
  }

  private void notSubmitted(Submission submission) {
    var poll = submission.poll;
    synchronized (lock) {
      if (submitted.remove(submission) && poll.schedule().isQueued()) {
        boolean concernsOthers = registry.breaker(poll.source()).cancelled(poll.source());
        poll.postpone(CloudFailure.internalError(), clock.now());
        plan(poll, concernsOthers);
        removeIfAbandoned(poll);
      }
    }
  }

  private void sweep(Submission submission) {
    var poll = submission.poll;
    SourcePoll.@Nullable Task task;
    synchronized (lock) {
      submitted.remove(submission);
      task = begin(poll);
    }
    if (task != null) {
      var result = new SweepResult(task.known().keySet());
      result.broke();
      List<SubscriberId> told = List.of();
      try {
        result =
            runner.run(poll.source(), task, () -> executor.answered(taskKey(poll.source()), true));
      } finally {
        told = end(poll, task, result);
      }
      reportAnswered(poll, result);
      runner.notify(poll.source(), result, task.start(), told);
    }
  }

  /** Null if another task was faster, or if nobody watches any more. */
  @GuardedBy("lock")
  private SourcePoll.@Nullable Task begin(SourcePoll poll) {
    if (!poll.schedule().isQueued()) {
      return null;
    }
    if (poll.isWatched()) {
      return poll.begin(clock.now());
    }
    poll.schedule().cancel();
    if (registry.breaker(poll.source()).cancelled(poll.source())) {
      plan(poll, true);
    }
    removeIfAbandoned(poll);
    return null;
  }

  private List<SubscriberId> end(SourcePoll poll, SourcePoll.Task task, SweepResult result) {
    List<SubscriberId> told = List.of();
    synchronized (lock) {
      var now = clock.now();
      var source = poll.source();
      boolean concernsOthers = true;
      try {
        concernsOthers =
            !poll.isOutdated(task)
                && registry.breaker(source).answered(source, result.failure(), now);
      } finally {
        told = poll.end(task, result, now);
        plan(poll, concernsOthers);
        removeIfAbandoned(poll);
      }
      return told;
    }
  }

  /** A cloud with one bad page among good ones answers all the same. */
  private void reportAnswered(SourcePoll poll, SweepResult result) {
    var failure = result.failure();
    if (!CircuitBreaker.isInconclusive(failure)) {
      boolean answers =
          failure == null
              || failure.reason() != CloudFailure.Reason.CLOUD_UNAVAILABLE
              || result.hasReadAPage();
      executor.answered(taskKey(poll.source()), answers);
    }
  }

  /** An API of an account: that another one answers says nothing about it. */
  private static TaskKey taskKey(SourceKey source) {
    var account = source.account();
    var api = source.source().kind().label();
    return new TaskKey(account.namespace(), account.name() + "/" + api);
  }
}
