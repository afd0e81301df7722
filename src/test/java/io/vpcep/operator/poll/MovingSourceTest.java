package io.vpcep.operator.poll;

import static io.vpcep.operator.poll.PollerFixture.SERVICE;
import static io.vpcep.operator.support.ConnectionBuilder.aConnection;
import static io.vpcep.operator.support.Sessions.aSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.vpcep.operator.cloud.Api;
import io.vpcep.operator.cloud.CloudException;
import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Connection;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.support.FakeSourceClient;
import io.vpcep.operator.time.MonotonicClock;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A source that changes while it is read, in random ways: between two calls at most one connection
 * goes and one comes. That is less than a page, so two lists in a row cannot miss the same
 * connection by chance.
 */
class MovingSourceTest {

  private static final int SWEEPS = 2_000;
  private static final int PAGE = 5;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsCalledAbsentWasMissingAndWhatIsCalledPresentWasThere(boolean canFilter) {
    for (long seed = 0; seed < SWEEPS; seed++) {
      // Given
      var source = new MovingSource(seed, canFilter);

      // When
      var result = source.sweep();

      // Then
      for (var identity : source.wanted()) {
        var presence = result.presence(identity);
        if (presence instanceof Presence.Present present) {
          assertThat(source.statesOf(identity))
              .as("seed %s, %s", seed, identity)
              .contains(present.connection());
        }
        if (presence instanceof Presence.Absent) {
          assertThat(source.wasMissing(identity)).as("seed %s, %s", seed, identity).isTrue();
        }
        assertThat(result.isSettled(identity) || result.failureOf(identity) != null).isTrue();
      }
    }
  }

  @Test
  void mostHistoriesAreFollowedDespiteTheChanges() {
    int present = 0;
    int absent = 0;
    int open = 0;
    for (long seed = 0; seed < SWEEPS; seed++) {
      var source = new MovingSource(seed, true);
      var result = source.sweep();
      for (var identity : source.wanted()) {
        present += result.presence(identity) instanceof Presence.Present ? 1 : 0;
        absent += result.presence(identity) instanceof Presence.Absent ? 1 : 0;
        open += result.failureOf(identity) != null ? 1 : 0;
      }
    }

    assertThat(present).isGreaterThan(absent);
    assertThat(absent).isGreaterThan(SWEEPS);
    assertThat(open).isLessThan(absent);
  }

  private static final class MovingSource implements AccountAccess {

    private final Random random;
    private final FakeSourceClient cloud = new FakeSourceClient();
    private final List<Connection> listed = new ArrayList<>();
    private final Map<String, Set<Connection>> history = new HashMap<>();
    private final Set<String> missedAtSomeTime = new HashSet<>();
    private final int restlessness;
    private int added;

    MovingSource(long seed, boolean canFilter) {
      random = new Random(seed);
      restlessness = 1 + random.nextInt(12);
      if (!canFilter) {
        cloud.cannotFilter();
      }
      cloud.givesAtMost(PAGE);
      int size = random.nextInt(4 * PAGE);
      IntStream.range(0, size).forEach(i -> add());
      cloud.afterEachCall(query -> change());
    }

    SweepResult sweep() {
      remember();
      var known = new HashMap<ConnectionSelector, Presence>();
      wanted().forEach(identity -> known.put(identity, new Presence.Nothing()));
      var time = MonotonicClock.system();
      var task =
          new SourcePoll.Task(
              new SourcePoll.Wanted(known, false, Duration.ofMinutes(1), false),
              Priority.NORMAL,
              new SweepPlanner(new SortCapability(cloud.sortKeys()), Duration.ZERO),
              time.now(),
              new SweepResult(known.keySet()));
      Sweep.run(
          new SourceReader(SERVICE, cloud, this, task, () -> {}),
          new CloudClockBound(Clock.systemUTC(), time));
      return task.result();
    }

    /** Some of those that are there at first, and some that may come. */
    List<ConnectionSelector> wanted() {
      return IntStream.of(0, 2, 4, 5, 9, 10, 14, 21, 22)
          .mapToObj(i -> new ConnectionSelector("endpoint-" + i, null))
          .toList();
    }

    Set<Connection> statesOf(ConnectionSelector identity) {
      return history.getOrDefault(identity.endpointId(), Set.of());
    }

    boolean wasMissing(ConnectionSelector identity) {
      return missedAtSomeTime.contains(identity.endpointId());
    }

    @Override
    public boolean isKnown(AccountKey account) {
      return true;
    }

    @Override
    public <T> T call(AccountKey account, Api api, Priority priority, CloudCall<T> call)
        throws CloudException {
      return call.with(aSession());
    }

    private void change() {
      if (random.nextInt(restlessness) == 0 && !listed.isEmpty()) {
        var gone = listed.remove(random.nextInt(listed.size()));
        cloud.remove("service-1", gone.endpointId());
        remember();
      }
      if (random.nextInt(restlessness) == 0) {
        add();
        remember();
      }
      if (random.nextInt(restlessness) == 0 && !listed.isEmpty()) {
        int i = random.nextInt(listed.size());
        var changed =
            aConnection().of(listed.get(i).endpointId()).in("state-" + random.nextInt(9)).build();
        listed.set(i, changed);
        cloud.put("service-1", changed);
        remember();
      }
    }

    private void add() {
      var fresh = aConnection().of("endpoint-" + added++).build();
      listed.add(fresh);
      cloud.put("service-1", fresh);
    }

    private void remember() {
      var present = new HashSet<String>();
      for (var connection : listed) {
        present.add(connection.endpointId());
        history.computeIfAbsent(connection.endpointId(), key -> new HashSet<>()).add(connection);
      }
      for (var identity : wanted()) {
        if (!present.contains(identity.endpointId())) {
          missedAtSomeTime.add(identity.endpointId());
        }
      }
    }
  }
}
