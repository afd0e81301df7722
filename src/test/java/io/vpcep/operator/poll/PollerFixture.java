package io.vpcep.operator.poll;

import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Sessions.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.source.vpcep.VpcepSource;
import io.vpcep.operator.support.CrowdedExecutor;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.FakeSourceClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A poller over a fake cloud, in a time that is turned by hand. */
final class PollerFixture implements AccountAccess, SweepListener {

  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  static final AccountKey ACCOUNT = new AccountKey("shop", "prod");
  static final SourceKey SERVICE =
      new SourceKey(ACCOUNT, new Source(VpcepSource.KIND, "service-1"));
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Duration SECOND = Duration.ofSeconds(1);

  /** How often a source is read at most, after a burst. */
  static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

  final FakeClock time = new FakeClock(NOON);
  final FakeSourceClient cloud = new FakeSourceClient();
  final CrowdedExecutor executor = new CrowdedExecutor();
  final List<Throwable> internalErrors = new ArrayList<>();
  final Poller poller;

  private final Map<SubscriberId, Subscription> watches = new HashMap<>();
  private final List<String> news = new ArrayList<>();
  private final List<Instant> sweeps = new ArrayList<>();
  private final List<SweepKind> kinds = new ArrayList<>();
  private final Map<String, Integer> readings = new HashMap<>();
  private final List<Priority> priorities = new ArrayList<>();
  private @Nullable CloudFailure refusal;
  private @Nullable RuntimeException accountBug;
  private @Nullable Error listenerBug;
  private @Nullable Error reportingBug;
  private double stretch = 1;
  private double callsPerSecond;
  private boolean accountIsKnown = true;
  private boolean becomesKnown;
  private Consumer<String> listener = name -> {};

  PollerFixture() {
    this(() -> 0.5);
  }

  PollerFixture(DoubleSupplier random) {
    this(random, Duration.ofMinutes(10));
  }

  PollerFixture(DoubleSupplier random, Duration fullSweepEvery) {
    poller =
        new Poller(
            new TaskRuntime(executor, time, time, time, random, this::internalError),
            kind -> cloud,
            this,
            MIN_INTERVAL,
            fullSweepEvery,
            this,
            this::notified);
  }

  static CloudFailure failure(CloudFailure.Reason reason) {
    return new CloudFailure(reason, "it is " + reason.value());
  }

  static Subscription aWatch(String endpointId) {
    return new Subscription(
        "uid-1", SERVICE, new ConnectionSelector(endpointId, null), MINUTE, MINUTE, null, false);
  }

  /** Connections that were updated long ago, one after the other. */
  static Connection[] connections(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                aConnection()
                    .of("endpoint-" + i)
                    .marked((long) i)
                    .updatedAt(NOON.minus(Duration.ofDays(100)).plusSeconds(i))
                    .build())
        .toArray(Connection[]::new);
  }

  /** With the default intervals: a minute, and 15 s while a change is expected. */
  static Subscription byDefault(Subscription watch) {
    return new Subscription(
        watch.uid(),
        watch.source(),
        watch.identity(),
        MINUTE,
        Duration.ofSeconds(15),
        watch.request(),
        watch.whole());
  }

  static Subscription theWholeList() {
    return new Subscription("uid-whole", SERVICE, null, MINUTE, MINUTE, null, false);
  }

  static Subscription every(Duration interval, Subscription watch) {
    return new Subscription(
        watch.uid(),
        watch.source(),
        watch.identity(),
        interval,
        interval,
        watch.request(),
        watch.whole());
  }

  static Subscription requesting(String request, Subscription watch) {
    return new Subscription(
        watch.uid(),
        watch.source(),
        watch.identity(),
        watch.interval(),
        watch.activeInterval(),
        request,
        watch.whole());
  }

  static Subscription at(SourceKey source, Subscription watch) {
    return new Subscription(
        watch.uid(),
        source,
        watch.identity(),
        watch.interval(),
        watch.activeInterval(),
        watch.request(),
        watch.whole());
  }

  static Subscription ofUid(String uid, Subscription watch) {
    return new Subscription(
        uid,
        watch.source(),
        watch.identity(),
        watch.interval(),
        watch.activeInterval(),
        watch.request(),
        watch.whole());
  }

  static Subscription byMarker(long markerId) {
    return new Subscription(
        "uid-1", SERVICE, new ConnectionSelector(null, markerId), MINUTE, MINUTE, null, false);
  }

  /** A new resource. */
  Observation watch(String name, Subscription watch) {
    return watch(name, watch, true);
  }

  /** A resource that was there before this process. */
  Observation resume(String name, Subscription watch) {
    return watch(name, watch, false);
  }

  private Observation watch(String name, Subscription watch, boolean fresh) {
    var id = SubscriberId.ofConnection("shop", name);
    watches.put(id, watch);
    return poller.watch(id, watch, fresh);
  }

  void unwatch(String name) {
    var id = SubscriberId.ofConnection("shop", name);
    watches.remove(id);
    poller.unwatch(id);
  }

  /** What is known for a watcher by now. */
  Observation known(String name) {
    var id = SubscriberId.ofConnection("shop", name);
    return poller.watch(id, Objects.requireNonNull(watches.get(id)), false);
  }

  /** Runs whenever a watcher is notified. */
  void listen(Consumer<String> whenNotified) {
    listener = whenNotified;
  }

  private void notified(SubscriberId id) {
    news.add(id.name());
    listener.accept(id.name());
  }

  private void internalError(String stage, Throwable cause) {
    if (reportingBug != null) {
      throw reportingBug;
    }
    assertThat(stage).isEqualTo("sweep");
    internalErrors.add(cause);
  }

  void breakAccount(RuntimeException bug) {
    accountBug = bug;
  }

  void breakSweepListener(Error bug) {
    listenerBug = bug;
  }

  void breakErrorReporting(Error bug) {
    reportingBug = bug;
  }

  /** Whether anything is known of the account. */
  void accountIsKnown(boolean known) {
    accountIsKnown = known;
  }

  /** Nothing is known of the account at first. */
  void accountBecomesKnownAfterOneLook() {
    accountIsKnown = false;
    becomesKnown = true;
  }

  /** The priority of each call since this was last asked. */
  List<Priority> priorities() {
    var made = List.copyOf(priorities);
    priorities.clear();
    return made;
  }

  void refuse(@Nullable CloudFailure cause) {
    refusal = cause;
  }

  /** Who was notified since this was last asked. */
  List<String> news() {
    var notified = List.copyOf(news);
    news.clear();
    return notified;
  }

  /** When sweeps ended, as seconds after noon. */
  List<Double> sweeps() {
    return sweeps.stream().map(end -> Duration.between(NOON, end).toMillis() / 1000.0).toList();
  }

  /** How the sweeps went, oldest first. */
  List<SweepKind> kinds() {
    return kinds;
  }

  /** How often a source was swept, with or without a response. */
  int readings(String sourceId) {
    return readings.getOrDefault(sourceId, 0);
  }

  /** How many calls were made for a source. */
  int callsFor(String sourceId) {
    return (int) cloud.asked().stream().filter(sourceId::equals).count();
  }

  @Override
  public boolean isKnown(AccountKey account) {
    if (accountBug != null) {
      throw accountBug;
    }
    boolean known = accountIsKnown;
    accountIsKnown |= becomesKnown;
    return known;
  }

  /** The account may make fewer calls than its polls take. */
  void stretchBy(double factor) {
    stretch = factor;
  }

  /** How many calls a second the polls of the account take. */
  double callsPerSecond() {
    return callsPerSecond;
  }

  @Override
  public double stretch(AccountKey account, double wanted) {
    callsPerSecond = wanted;
    return stretch;
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    priorities.add(priority);
    if (refusal != null) {
      throw new CloudException(refusal);
    }
    return call.with(aSession());
  }

  @Override
  public void swept(
      SourceKey source, SweepKind kind, Duration duration, @Nullable CloudFailure failure) {
    if (listenerBug != null) {
      throw listenerBug;
    }
    sweeps.add(NOON.plusNanos(time.now().nanos()));
    kinds.add(kind);
    readings.merge(source.source().id(), 1, Integer::sum);
  }
}
