package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Sessions.aSession;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.cloud.ListQuery;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.CloudFailure;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.support.FakeClock;
import io.vpcep.operator.support.FakeSourceClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A source that changes at random times, also between two pages and several times in one second,
 * fails now and then, and has a clock of its own; and what those who watch it know, whose wall
 * clock is set by an hour now and then. Between two calls at most one connection goes and one
 * comes.
 */
final class RandomCloud implements AccountAccess {

  private static final String SOURCE = SERVICE.source().id();
  private static final int WATCHED = 12;
  private static final Duration INTERVAL = Duration.ofSeconds(60);

  /** What it does with the times of its changes. */
  enum Kind {
    /** Every change moves the update time. */
    DATING,
    /** A change of state leaves the update time as it was. */
    NOT_MOVING_DATES,
    /** Some changes are dated in the future: a little, or by decades. */
    AHEAD,
    /** It is restored from a backup now and then, with or without being away before. */
    RESTORED,
    /** It does not filter or sort at all, as CSS. */
    PLAIN
  }

  private final Random random;
  private final Kind kind;
  private final FakeClock time = new FakeClock(PollerFixture.NOON);
  private static final SubscriberId WHOLE_ID = SubscriberId.ofService("shop", "whole");
  private static final Subscription WHOLE =
      new Subscription("uid-whole", SERVICE, null, INTERVAL, INTERVAL, null, false);

  private final FakeSourceClient cloud = new FakeSourceClient();
  private final Duration skew;
  private final int restlessness;
  private final CloudClockBound clock = new CloudClockBound(time, time);
  private final SourcePoll poll;
  private final Map<SubscriberId, Subscription> watches = new HashMap<>();
  private final List<Connection> listed = new ArrayList<>();
  private final Map<String, Set<Connection>> states = new HashMap<>();
  private final Map<String, Instant> lastMissing = new HashMap<>();
  private List<Connection> backup = List.of();
  private boolean resting;
  private boolean away;
  private int added;

  RandomCloud(long seed, Kind kind) {
    this.random = new Random(seed);
    this.kind = kind;
    skew = Duration.ofMillis(random.nextInt(-7_200_000, 7_200_000));
    restlessness = 1 + random.nextInt(40);
    if (kind == Kind.PLAIN) {
      cloud.cannotFilter();
    } else if (random.nextBoolean()) {
      cloud.sortsBy("updated_at");
    }
    poll =
        new SourcePoll(
            SERVICE,
            new SourceSchedule(Duration.ofSeconds(1), new ExponentialBackoff(() -> 0)),
            new AccountLoad(),
            new CircuitBreaker(new ExponentialBackoff(() -> 0)),
            new SweepPlanner(new SortCapability(cloud.sortKeys()), Duration.ofMinutes(5)));
    cloud.givesAtMost(2 + random.nextInt(8));
    IntStream.range(0, random.nextInt(40)).forEach(i -> add());
    cloud.afterEachCall(this::afterCall);
    for (int i = 0; i < WATCHED; i++) {
      watch(i);
    }
  }

  /** Reads the source once, some time after the last time. */
  SweepKind sweep() {
    pass(Duration.ofMillis(random.nextInt(1, 90_000)));
    if (!resting && random.nextInt(4) == 0) {
      watch(random.nextInt(WATCHED + 4));
    }
    setOurWallClock();
    if (kind == Kind.RESTORED && !resting) {
      saveOrRestore();
    }
    remember();
    var task = poll.begin(time.now());
    Sweep.run(new SourceReader(SERVICE, cloud, this, task, () -> {}), clock);
    task.planner().ended(task.result().failure());
    poll.end(task, time.now());
    return task.result().kind();
  }

  private void setOurWallClock() {
    if (random.nextInt(5) == 0) {
      time.setWall(trueTime().plus(Duration.ofHours(random.nextInt(-1, 2))));
    }
  }

  private void saveOrRestore() {
    switch (random.nextInt(6)) {
      case 0 -> backup = List.copyOf(listed);
      case 1 -> restore();
      case 2 -> away = true;
      default -> {
        if (away) {
          away = false;
          restore();
        }
      }
    }
  }

  private void restore() {
    listed.clear();
    listed.addAll(backup);
    cloud.holds(SOURCE, backup.toArray(Connection[]::new));
  }

  /** From now on nothing changes and nothing fails. */
  void rest() {
    resting = true;
    away = false;
  }

  /**
   * One sweep of whatever kind has to do, but where dates do not tell what changed: there a full
   * one has to have come.
   */
  void sweepUntilAllIsKnown() {
    for (int i = 0; i < (kind == Kind.NOT_MOVING_DATES ? 20 : 1); i++) {
      sweep();
    }
  }

  Set<SubscriberId> watchers() {
    return watches.keySet();
  }

  Presence known(SubscriberId watcher) {
    var watch = watch(watcher);
    return poll.watch(watcher, watch, watch, false, 0, time.now()).presence();
  }

  Presence truth(SubscriberId watcher) {
    return listed.stream()
        .filter(requireNonNull(watch(watcher).identity())::matches)
        .findFirst()
        .<Presence>map(Presence.Present::new)
        .orElseGet(Presence.Absent::new);
  }

  /** Watches the whole list, too. */
  RandomCloud watchedAsAWhole() {
    poll.watch(WHOLE_ID, WHOLE, null, false, 0, time.now());
    return this;
  }

  /** The state of each connection of the whole list as it is known; null before the first. */
  @Nullable Map<String, ConnectionState> knownWhole() {
    var known = poll.watch(WHOLE_ID, WHOLE, WHOLE, false, 0, time.now()).presence();
    return known instanceof Presence.Listed whole
        ? whole.listing().connections().values().stream()
            .collect(toMap(Connection::endpointId, Connection::state))
        : null;
  }

  /** The state of each connection that the cloud lists now. */
  Map<String, ConnectionState> trueWhole() {
    return listed.stream().collect(toMap(Connection::endpointId, Connection::state));
  }

  /** Whether the connection was ever in the state. */
  boolean wasEver(String endpointId, ConnectionState state) {
    return states.getOrDefault(endpointId, Set.of()).stream()
        .anyMatch(connection -> connection.state().equals(state));
  }

  Set<Connection> statesOf(SubscriberId watcher) {
    return states.getOrDefault(watcher.name(), Set.of());
  }

  boolean wasMissing(SubscriberId watcher, Duration lately) {
    var last = lastMissing.get(watcher.name());
    return last != null && last.isAfter(trueTime().minus(lately));
  }

  @Override
  public boolean isKnown(AccountKey account) {
    return true;
  }

  @Override
  public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
      throws CloudException {
    if (away) {
      throw new CloudException(CloudFailure.Reason.SOURCE_NOT_FOUND, "away");
    }
    if (!resting && random.nextInt(25) == 0) {
      var reason =
          random.nextBoolean()
              ? CloudFailure.Reason.CLOUD_UNAVAILABLE
              : CloudFailure.Reason.INVALID_RESPONSE;
      throw new CloudException(reason, "now and then");
    }
    return call.with(aSession());
  }

  private Subscription watch(SubscriberId watcher) {
    return requireNonNull(watches.get(watcher));
  }

  private void watch(int number) {
    var name = "endpoint-" + number;
    var identity =
        number % 3 == 0 && kind != Kind.PLAIN
            ? new ConnectionSelector(null, (long) number)
            : new ConnectionSelector(name, null);
    var watch = new Subscription("uid-" + name, SERVICE, identity, INTERVAL, INTERVAL, null, false);
    var id = SubscriberId.ofConnection("shop", name);
    watches.put(id, watch);
    poll.watch(id, watch, null, false, 0, time.now());
  }

  private void afterCall(ListQuery query) {
    pass(Duration.ofMillis(random.nextInt(0, 2_000)));
    if (resting) {
      return;
    }
    if (mayHappen() && !listed.isEmpty()) {
      var gone = listed.remove(random.nextInt(listed.size()));
      cloud.remove(SOURCE, gone.endpointId());
    }
    if (mayHappen()) {
      add();
    }
    for (int i = 0; i < 3 && mayHappen() && !listed.isEmpty(); i++) {
      update(random.nextInt(listed.size()));
    }
    remember();
  }

  private boolean mayHappen() {
    return random.nextInt(restlessness) == 0;
  }

  private void add() {
    long number = added++;
    var fresh =
        aConnection()
            .of("endpoint-" + number)
            .marked(kind == Kind.PLAIN ? null : number)
            .in("pendingAcceptance")
            .createdAt(cloudTime())
            .updatedAt(date())
            .build();
    listed.add(fresh);
    cloud.put(SOURCE, fresh);
  }

  private void update(int index) {
    var old = listed.get(index);
    var changed =
        aConnection()
            .of(old.endpointId())
            .marked(old.markerId())
            .in("state-" + random.nextInt(5))
            .createdAt(old.createdTime())
            .updatedAt(kind == Kind.NOT_MOVING_DATES ? old.updatedTime() : date())
            .build();
    listed.set(index, changed);
    cloud.put(SOURCE, changed);
  }

  private Instant cloudTime() {
    return trueTime().plus(skew).truncatedTo(ChronoUnit.SECONDS);
  }

  private Instant date() {
    // A cloud whose clock is behind ours and that dates a little ahead is more than can be borne.
    if (kind == Kind.AHEAD && !skew.isNegative() && random.nextInt(8) == 0) {
      return cloudTime().plusSeconds(random.nextInt(60 * 15));
    }
    if (kind == Kind.AHEAD && random.nextInt(8) == 0) {
      return cloudTime().plus(Duration.ofDays(random.nextInt(1, 30_000)));
    }
    return cloudTime();
  }

  /** What a wall clock would show that nobody sets. */
  private Instant trueTime() {
    return PollerFixture.NOON.plusNanos(time.now().nanos());
  }

  private void pass(Duration duration) {
    time.pass(duration);
  }

  private void remember() {
    var present = new HashSet<String>();
    for (var connection : listed) {
      present.add(connection.endpointId());
      states.computeIfAbsent(connection.endpointId(), key -> new HashSet<>()).add(connection);
    }
    for (var watcher : watches.keySet()) {
      if (!present.contains(watcher.name())) {
        lastMissing.put(watcher.name(), trueTime());
      }
    }
  }
}
