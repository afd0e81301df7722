package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ConnectionsApi;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.KeyedExecutor;
import io.vpcep.operator.schedule.Lane;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.Scheduler;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads every source that somebody watches, at the shortest of their intervals, and tells those for
 * whom something is new.
 */
public final class Poller {

  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

  private final Function<Source.Kind, ConnectionsApi> apis;
  private final AccountAccess access;
  private final Scheduler scheduler;
  private final KeyedExecutor executor;
  private final MonotonicClock clock;
  private final DoubleSupplier random;
  private final BackOff backOff;
  private final Duration fullSweepEvery;
  private final SweepListener sweeps;
  private final Consumer<WatcherId> news;

  private final Map<SourceKey, Planned> sources = new HashMap<>();
  private final Map<ServiceKey, Service> services = new HashMap<>();
  private final Map<WatcherId, Watch> watches = new HashMap<>();

  /**
   * A poller that reads nothing before somebody watches.
   *
   * @param random numbers from 0 to 1, for spreading what would otherwise come all at once
   * @param fullSweepEvery for how long only what changed is read of a list; zero for never
   * @param news told of each watcher whose observation says something new; called from the threads
   *     that sweep
   */
  public Poller(
      Function<Source.Kind, ConnectionsApi> apis,
      AccountAccess access,
      Scheduler scheduler,
      KeyedExecutor executor,
      MonotonicClock clock,
      DoubleSupplier random,
      Duration fullSweepEvery,
      SweepListener sweeps,
      Consumer<WatcherId> news) {
    this.apis = apis;
    this.access = access;
    this.scheduler = scheduler;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
    this.backOff = new BackOff(random);
    this.fullSweepEvery = fullSweepEvery;
    this.sweeps = sweeps;
    this.news = news;
  }

  /**
   * Watches a connection, or goes on watching it.
   *
   * @param fresh whether the resource is new or changed and does not wait; the first look of others
   *     is spread over the interval
   * @return what is known by now
   */
  public Observation watch(WatcherId id, Watch wanted, boolean fresh) {
    synchronized (sources) {
      var planned = sources.computeIfAbsent(wanted.source(), this::planned);
      var watch = wanted.sharing(planned.source);
      var before = watches.put(id, watch);
      if (before != null && !before.source().equals(watch.source())) {
        leave(id, before.source());
      }
      var poll = planned.poll;
      var now = clock.now();
      var observation = poll.watch(id, watch, now);
      if (isAskedFor(before, watch)) {
        poll.requestWhole(now);
        plan(planned);
      } else if (before == null ? fresh : !watch.hasSameTarget(before)) {
        poll.request(now);
        plan(planned);
      } else if (!watch.equals(before)) {
        poll.settle(random.getAsDouble(), now);
        plan(planned);
      }
      return observation;
    }
  }

  /** Forgets a watcher. */
  public void unwatch(WatcherId id) {
    synchronized (sources) {
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
    synchronized (sources) {
      services.forEach(
          (key, service) -> {
            if (key.account().equals(account)) {
              service.forget();
            }
          });
    }
    forEachSourceOf(
        account,
        planned -> {
          planned.memory = new Memory(planned.service.traits, fullSweepEvery);
          planned.poll.accountIsAnother(clock.now());
        });
  }

  /** Looks at every source of an account again, because the account cannot be used any more. */
  public void accountLost(AccountKey account) {
    forEachSourceOf(account, planned -> planned.poll.accountIsLost(clock.now()));
  }

  /** Looks again at those sources of an account that could not be read for want of it. */
  public void accountReady(AccountKey account) {
    forEachSourceOf(account, planned -> planned.poll.accountIsReady(clock.now()));
  }

  private void forEachSourceOf(AccountKey account, Consumer<Planned> action) {
    synchronized (sources) {
      sources.forEach(
          (key, planned) -> {
            if (key.account().equals(account)) {
              action.accept(planned);
              plan(planned);
            }
          });
    }
  }

  /** What is known of each source that somebody watches. */
  public List<SourceView> sources() {
    synchronized (sources) {
      return sources.values().stream()
          .map(planned -> planned.poll)
          .filter(SourcePoll::isWatched)
          .map(SourcePoll::view)
          .toList();
    }
  }

  private static boolean isAskedFor(@Nullable Watch before, Watch watch) {
    return before != null && watch.request() != null && !watch.request().equals(before.request());
  }

  private void leave(WatcherId id, SourceKey source) {
    var planned = sources.get(source);
    if (planned != null) {
      planned.poll.unwatch(id);
      forgetIfAbandoned(source, planned);
    }
  }

  private void forgetIfAbandoned(SourceKey source, Planned planned) {
    if (planned.poll.isAbandoned()) {
      planned.cancel();
      planned.service.breaker.forget(source);
      sources.remove(source, planned);
      var service = ServiceKey.of(source);
      if (sources.keySet().stream().map(ServiceKey::of).noneMatch(service::equals)) {
        services.remove(service);
      }
    }
  }

  private Planned planned(SourceKey source) {
    var service = services.computeIfAbsent(ServiceKey.of(source), key -> new Service(backOff));
    return new Planned(
        source,
        new SourcePoll(source, backOff),
        service,
        new Memory(service.traits, fullSweepEvery));
  }

  private void plan(Planned planned) {
    planned.cancel();
    var due = planned.earliest();
    if (due != null && !due.equals(MonotonicTime.MAX)) {
      planned.entry = scheduler.at(due, () -> start(planned));
    }
  }

  private void start(Planned planned) {
    SourcePoll.Task task;
    synchronized (sources) {
      task = planned.begin(clock.now());
      if (task == null) {
        // The scheduler may be early by a moment, or another source is the breaker's probe by now.
        plan(planned);
        return;
      }
    }
    var account = planned.source.account();
    executor.execute(
        new Lane(account.namespace(), account.name()), Priority.NORMAL, () -> sweep(planned, task));
  }

  private void sweep(Planned planned, SourcePoll.Task task) {
    var source = planned.source;
    var start = clock.now();
    planned.poll.starts(start);
    var reader =
        new SourceReader(source, apis.apply(source.source().kind()), access, Priority.NORMAL);
    var findings = Sweep.run(reader, task, planned.memory, clock);
    var end = clock.now();
    var told = planned.poll.end(findings, end);
    synchronized (sources) {
      if (planned.service.breaker.answered(source, findings.failure(), end)) {
        forEachSourceOf(source.account(), others -> {});
      } else {
        plan(planned);
      }
      forgetIfAbandoned(source, planned);
    }
    LOG.debug(
        "swept {} ({}): {} of {} changed",
        source,
        findings.kind().word(),
        told.size(),
        task.known().size());
    sweeps.swept(source, findings.kind(), start.until(end), findings.failure());
    told.forEach(news);
  }

  /** What is up or down as a whole: one of the services of an account's cloud. */
  private record ServiceKey(AccountKey account, Source.Kind kind) {
    static ServiceKey of(SourceKey source) {
      return new ServiceKey(source.account(), source.source().kind());
    }
  }

  /** What all sources of a service share. */
  private static final class Service {
    private final Breaker breaker;
    private ServiceTraits traits = new ServiceTraits();

    Service(BackOff backOff) {
      breaker = new Breaker(backOff);
    }

    /** It may be another service now. */
    void forget() {
      breaker.reset();
      traits = new ServiceTraits();
    }
  }

  /** A source with its place on the scheduler. */
  private static final class Planned {
    private final SourceKey source;
    private final SourcePoll poll;
    private final Service service;
    private volatile Memory memory;
    private Scheduler.@Nullable Entry entry;

    Planned(SourceKey source, SourcePoll poll, Service service, Memory memory) {
      this.source = source;
      this.poll = poll;
      this.service = service;
      this.memory = memory;
    }

    /** When to begin; null while there is nothing to plan. */
    @Nullable MonotonicTime earliest() {
      var due = poll.dueAt();
      return due == null ? null : service.breaker.earliest(source, due);
    }

    SourcePoll.@Nullable Task begin(MonotonicTime now) {
      var earliest = earliest();
      var task = earliest == null || earliest.isAfter(now) ? null : poll.begin(now);
      if (task != null) {
        service.breaker.asked(source);
      }
      return task;
    }

    void cancel() {
      if (entry != null) {
        entry.cancel();
      }
    }
  }
}
