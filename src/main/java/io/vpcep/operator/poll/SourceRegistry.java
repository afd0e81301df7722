package io.vpcep.operator.poll;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.ExponentialBackoff;
import io.vpcep.operator.source.SourceClient;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All sources that somebody watches, by account. Not thread-safe: guarded by the lock of the
 * poller.
 */
final class SourceRegistry {

  private final Function<Source.Kind, SourceClient> clients;
  private final ExponentialBackoff backoff;
  private final Duration minInterval;
  private final Duration fullSweepEvery;
  private final Map<AccountKey, Account> accounts = new HashMap<>();
  private final RetiredSchedules retired = new RetiredSchedules(PollLimits.REMEMBERED_SOURCES);

  /** The sources of one account, what those of each API share, and the calls of all. */
  private record Account(
      Map<SourceKey, SourcePoll> polls, Map<Source.Kind, ApiState> apis, AccountLoad load) {}

  /** What an API has shown of itself as one account. */
  private record ApiState(CircuitBreaker breaker, SortCapability sorting) {}

  SourceRegistry(
      Function<Source.Kind, SourceClient> clients,
      ExponentialBackoff backoff,
      Duration minInterval,
      Duration fullSweepEvery) {
    this.clients = clients;
    this.backoff = backoff;
    this.minInterval = minInterval;
    this.fullSweepEvery = fullSweepEvery;
  }

  @Nullable SourcePoll find(SourceKey source) {
    var account = accounts.get(source.account());
    return account == null ? null : account.polls.get(source);
  }

  SourcePoll findOrCreate(SourceKey source) {
    var account =
        accounts.computeIfAbsent(
            source.account(),
            key -> new Account(new HashMap<>(), new HashMap<>(), new AccountLoad()));
    return account.polls.computeIfAbsent(source, key -> create(key, account));
  }

  private SourcePoll create(SourceKey source, Account account) {
    var kept = retired.take(source);
    var schedule = kept == null ? new SourceSchedule(minInterval, backoff) : kept;
    var api = api(source, account);
    return new SourcePoll(source, schedule, account.load, api.breaker, planner(api));
  }

  /** The source is not watched any more. What paces it is kept for a while. */
  void remove(SourcePoll poll, MonotonicTime now) {
    var account = accounts.get(poll.source().account());
    if (account != null && account.polls.remove(poll.source(), poll)) {
      retired.add(poll.source(), poll.retire(), now);
      if (account.polls.isEmpty()) {
        accounts.remove(poll.source().account());
      }
    }
  }

  Collection<SourcePoll> of(AccountKey account) {
    var sources = accounts.get(account);
    return sources == null ? List.of() : sources.polls.values();
  }

  /** How many calls the sources of an account take; null if it has none. */
  @Nullable AccountLoad load(AccountKey key) {
    var account = accounts.get(key);
    return account == null ? null : account.load;
  }

  Stream<SourcePoll> all() {
    return accounts.values().stream().flatMap(account -> account.polls.values().stream());
  }

  /** The account may be one of another cloud now: nothing that was learned of it holds. */
  void accountIsAnother(AccountKey key, MonotonicTime now) {
    var account = accounts.get(key);
    if (account != null) {
      account.apis.clear();
      for (var poll : account.polls.values()) {
        var api = api(poll.source(), account);
        poll.accountIsAnother(api.breaker, planner(api), now);
      }
    }
  }

  private ApiState api(SourceKey source, Account account) {
    return account.apis.computeIfAbsent(
        source.source().kind(),
        kind ->
            new ApiState(
                new CircuitBreaker(backoff), new SortCapability(clients.apply(kind).sortKeys())));
  }

  private SweepPlanner planner(ApiState api) {
    return new SweepPlanner(api.sorting, fullSweepEvery);
  }
}
