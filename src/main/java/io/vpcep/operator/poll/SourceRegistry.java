package io.vpcep.operator.poll;

import io.vpcep.operator.connection.AccountKey;
import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.BackOff;
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

/** All sources that somebody watches, by account. Guarded by its user. */
final class SourceRegistry {

  private final Function<Source.Kind, SourceClient> clients;
  private final BackOff backOff;
  private final Duration minInterval;
  private final Duration fullSweepEvery;
  private final Map<AccountKey, AccountSources> accounts = new HashMap<>();
  private final RetiredSchedules retired = new RetiredSchedules(PollLimits.REMEMBERED_SOURCES);

  SourceRegistry(
      Function<Source.Kind, SourceClient> clients,
      BackOff backOff,
      Duration minInterval,
      Duration fullSweepEvery) {
    this.clients = clients;
    this.backOff = backOff;
    this.minInterval = minInterval;
    this.fullSweepEvery = fullSweepEvery;
  }

  @Nullable SourcePoll find(SourceKey source) {
    var account = accounts.get(source.account());
    return account == null ? null : account.get(source);
  }

  SourcePoll findOrCreate(SourceKey source) {
    var account =
        accounts.computeIfAbsent(source.account(), key -> new AccountSources(clients, backOff));
    var poll = account.get(source);
    if (poll == null) {
      poll = new SourcePoll(source, schedule(source), planner(source, account));
      account.put(poll);
    }
    return poll;
  }

  /** The source is not watched any more. What paces it is kept for a while. */
  void remove(SourcePoll poll, MonotonicTime now) {
    var source = poll.source();
    var account = accounts.get(source.account());
    if (account != null && account.get(source) == poll) {
      account.remove(source);
      retired.add(source, poll.schedule(), now);
      if (account.isEmpty()) {
        accounts.remove(source.account());
      }
    }
  }

  Collection<SourcePoll> of(AccountKey account) {
    var sources = accounts.get(account);
    return sources == null ? List.of() : sources.polls();
  }

  Stream<SourcePoll> all() {
    return accounts.values().stream().flatMap(account -> account.polls().stream());
  }

  /** Holds back the sources of an account's API that is dead. */
  CircuitBreaker breaker(SourceKey source) {
    var account = accounts.get(source.account());
    if (account == null) {
      throw new IllegalArgumentException("nobody watches " + source);
    }
    return account.breaker(source);
  }

  /** The account may be one of another cloud now: nothing that was learned of it holds. */
  void accountIsAnother(AccountKey key, MonotonicTime now) {
    var account = accounts.get(key);
    if (account != null) {
      account.forgetServices();
      account.polls().forEach(poll -> poll.accountIsAnother(planner(poll.source(), account), now));
    }
  }

  private SourceSchedule schedule(SourceKey source) {
    var kept = retired.take(source);
    return kept == null ? new SourceSchedule(minInterval, backOff) : kept;
  }

  private SweepPlanner planner(SourceKey source, AccountSources account) {
    return new SweepPlanner(account.sorting(source), fullSweepEvery);
  }
}
