package io.vpcep.operator.poll;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads every source that somebody watches, at the shortest of their intervals, and notifies those
 * for whom something is new. Its lock guards what is planned and known; while it is held no call is
 * made, no work is handed over, and nobody is notified. Only the load of an account is reported.
 */
public final class Poller implements SourceGate {

  private final Scheduler scheduler;
  private final MonotonicClock clock;
  private final DoubleSupplier random;
  private final SweepRunner runner;

  private final Object lock = new Object();

  @GuardedBy("lock")
  private final SourceRegistry registry;

  @GuardedBy("lock")
  private final Map<SubscriberId, Subscription> watches = new HashMap<>();

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
    this.clock = runtime.monotonic();
    this.random = runtime.random();
    this.runner = new SweepRunner(runtime, clients, access, sweeps, news);
    this.registry = new SourceRegistry(clients, runtime.backoff(), minInterval, fullSweepEvery);
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
      if (!watch.equals(before) || !poll.isPlanned()) {
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

  private void forEachScheduleOf(
      AccountKey account, BiConsumer<SourceSchedule, MonotonicTime> event) {
    synchronized (lock) {
      var now = clock.now();
      for (var poll : registry.of(account)) {
        event.accept(poll.schedule(), now);
        plan(poll);
      }
    }
  }

  /** What is known of each source that somebody watches. */
  public List<SourceView> sources() {
    synchronized (lock) {
      return registry.all().filter(SourcePoll::isWatched).map(SourcePoll::view).toList();
    }
  }

  @Override
  public void execute(SourceKey source, Runnable task) {
    runner.execute(source, task);
  }

  @Override
  public boolean admits(SourceKey source) {
    synchronized (lock) {
      var poll = registry.find(source);
      return poll == null || poll.admits(clock.now());
    }
  }

  @Override
  public void acted(SourceKey source, @Nullable CloudFailure failure) {
    synchronized (lock) {
      var poll = registry.find(source);
      if (poll != null) {
        var now = clock.now();
        poll.schedule().request(now);
        plan(poll, poll.completed(failure, now));
      }
    }
  }

  @GuardedBy("lock")
  private void leave(SubscriberId id, SourceKey source) {
    var poll = registry.find(source);
    if (poll != null) {
      if (poll.unwatch(id)) {
        updateStretch(source.account());
      }
      removeIfAbandoned(poll);
    }
  }

  @GuardedBy("lock")
  private void updateStretch(AccountKey account) {
    var load = registry.load(account);
    double stretch = runner.stretch(account, load == null ? 0 : load.callsPerSecond());
    if (load != null) {
      load.stretchBy(stretch);
    }
  }

  /** While a sweep is in progress, the next subscriber would begin another one beside it. */
  @GuardedBy("lock")
  private void removeIfAbandoned(SourcePoll poll) {
    if (!poll.isWatched() && !poll.schedule().isUnderWay()) {
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
    poll.plan(scheduler, () -> start(poll), clock.now());
  }

  /** The sweep's time has come: it waits for its account if that is not known, or for a thread. */
  private void start(SourcePoll poll) {
    var account = poll.source().account();
    boolean isKnown = runner.isKnown(account);
    boolean waits;
    synchronized (lock) {
      var now = clock.now();
      updateStretch(account);
      poll.settle(now);
      // The scheduler may be early by a moment, another source is the breaker's probe by now, or
      // the rate limit is to be asked again.
      boolean isDue = registry.find(poll.source()) == poll && !poll.dueAt().isAfter(now);
      waits = isDue && !isKnown && poll.schedule().waitsForAccount(now);
      if (isDue && !waits) {
        poll.queue();
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
    Priority priority;
    synchronized (lock) {
      if (!poll.schedule().isQueued()) {
        return;
      }
      priority = poll.schedule().priority();
    }
    if (!runner.submit(poll, priority, () -> sweep(poll))) {
      postpone(poll);
    }
  }

  private void postpone(SourcePoll poll) {
    synchronized (lock) {
      if (poll.schedule().isQueued()) {
        plan(poll, poll.postpone(clock.now()));
        removeIfAbandoned(poll);
      }
    }
  }

  private void sweep(SourcePoll poll) {
    SourcePoll.@Nullable Task task;
    synchronized (lock) {
      task = begin(poll);
    }
    if (task != null) {
      List<SubscriberId> changed = List.of();
      try {
        runner.run(poll.source(), task);
      } finally {
        changed = end(poll, task);
      }
      runner.notify(poll.source(), task, changed);
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
    if (poll.cancel()) {
      plan(poll, true);
    }
    removeIfAbandoned(poll);
    return null;
  }

  private List<SubscriberId> end(SourcePoll poll, SourcePoll.Task task) {
    List<SubscriberId> changed = List.of();
    synchronized (lock) {
      var now = clock.now();
      boolean concernsOthers = true;
      try {
        concernsOthers = !poll.isOutdated(task) && poll.completed(task.result().failure(), now);
      } finally {
        changed = poll.end(task, now);
        plan(poll, concernsOthers);
        removeIfAbandoned(poll);
      }
      return changed;
    }
  }
}
