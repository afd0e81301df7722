package io.vpcep.operator.poll;

import io.vpcep.operator.cloud.ConnectionsApi;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Agenda;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.schedule.Lanes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  private final Agenda agenda;
  private final Lanes lanes;
  private final Clock clock;
  private final DoubleSupplier random;
  private final BackOff backOff;
  private final SweepListener sweeps;
  private final Consumer<WatcherId> news;

  private final Map<SourceKey, Planned> sources = new HashMap<>();
  private final Map<Service, Breaker> breakers = new HashMap<>();
  private final Map<WatcherId, Watch> watches = new HashMap<>();

  /**
   * A poller that reads nothing before somebody watches.
   *
   * @param random numbers from 0 to 1, for spreading what would otherwise come all at once
   * @param news told of each watcher whose observation says something new; called from the lanes
   */
  public Poller(
      Function<Source.Kind, ConnectionsApi> apis,
      AccountAccess access,
      Agenda agenda,
      Lanes lanes,
      Clock clock,
      DoubleSupplier random,
      SweepListener sweeps,
      Consumer<WatcherId> news) {
    this.apis = apis;
    this.access = access;
    this.agenda = agenda;
    this.lanes = lanes;
    this.clock = clock;
    this.random = random;
    this.backOff = new BackOff(random);
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
  public Observation watch(WatcherId id, Watch watch, boolean fresh) {
    synchronized (sources) {
      var before = watches.put(id, watch);
      if (before != null && !before.source().equals(watch.source())) {
        leave(id, before.source());
      }
      var planned = sources.computeIfAbsent(watch.source(), this::planned);
      var poll = planned.poll;
      var now = clock.instant();
      var observation = poll.watch(id, watch, now);
      if (isRequest(before, watch, fresh)) {
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
    forEachSourceOf(
        account,
        planned -> {
          planned.breaker.reset();
          planned.poll.accountIsAnother(clock.instant());
        });
  }

  /** Looks at every source of an account again, because the account cannot be used any more. */
  public void accountLost(AccountKey account) {
    forEachSourceOf(account, planned -> planned.poll.accountIsLost(clock.instant()));
  }

  /** Looks again at those sources of an account that could not be read for want of it. */
  public void accountReady(AccountKey account) {
    forEachSourceOf(account, planned -> planned.poll.accountIsReady(clock.instant()));
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

  /** What is known of each source. */
  public List<SourceView> sources() {
    synchronized (sources) {
      return sources.values().stream().map(planned -> planned.poll.view()).toList();
    }
  }

  private static boolean isRequest(@Nullable Watch before, Watch watch, boolean fresh) {
    if (before == null) {
      return fresh;
    }
    boolean asked = watch.request() != null && !watch.request().equals(before.request());
    return asked || !watch.hasSameTarget(before);
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
      planned.breaker.forget(source);
      sources.remove(source, planned);
      var service = Service.of(source);
      if (sources.keySet().stream().map(Service::of).noneMatch(service::equals)) {
        breakers.remove(service);
      }
    }
  }

  private Planned planned(SourceKey source) {
    var breaker = breakers.computeIfAbsent(Service.of(source), key -> new Breaker(backOff));
    return new Planned(source, new SourcePoll(source, backOff), breaker);
  }

  private void plan(Planned planned) {
    planned.cancel();
    var due = planned.earliest();
    if (due != null && !due.equals(Instant.MAX)) {
      planned.entry = agenda.at(due, () -> start(planned));
    }
  }

  private void start(Planned planned) {
    SourcePoll.Task task;
    synchronized (sources) {
      task = planned.begin(clock.instant());
      if (task == null) {
        // The agenda may be early by a moment, or another source is the breaker's probe by now.
        plan(planned);
        return;
      }
    }
    lanes.run(planned.source.account(), () -> sweep(planned, task));
  }

  private void sweep(Planned planned, SourcePoll.Task task) {
    var source = planned.source;
    var start = clock.instant();
    planned.poll.starts(start);
    var api = apis.apply(source.source().kind());
    var findings = new Findings();
    Sweep.run(source, api, access, task.wanted(), task.missing(), findings);
    var end = clock.instant();
    var told = planned.poll.end(findings, end);
    synchronized (sources) {
      if (planned.breaker.answered(source, findings.failure(), end)) {
        forEachSourceOf(source.account(), others -> {});
      } else {
        plan(planned);
      }
      forgetIfAbandoned(source, planned);
    }
    LOG.debug("swept {}: {} of {} changed", source, told.size(), task.wanted().size());
    sweeps.swept(source, Duration.between(start, end), findings.failure());
    told.forEach(news);
  }

  /** What is up or down as a whole: one of the services of an account's cloud. */
  private record Service(AccountKey account, Source.Kind kind) {
    static Service of(SourceKey source) {
      return new Service(source.account(), source.source().kind());
    }
  }

  /** A source with its place on the agenda. */
  private static final class Planned {
    private final SourceKey source;
    private final SourcePoll poll;
    private final Breaker breaker;
    private Agenda.@Nullable Entry entry;

    Planned(SourceKey source, SourcePoll poll, Breaker breaker) {
      this.source = source;
      this.poll = poll;
      this.breaker = breaker;
    }

    /** When to begin; null while there is nothing to plan. */
    @Nullable Instant earliest() {
      var due = poll.dueAt();
      return due == null ? null : breaker.earliest(source, due);
    }

    SourcePoll.@Nullable Task begin(Instant now) {
      var earliest = earliest();
      var task = earliest == null || earliest.isAfter(now) ? null : poll.begin(now);
      if (task != null) {
        breaker.asked(source);
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
