package io.vpcep.operator.poll;

import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.BackOff;
import io.vpcep.operator.source.SourceClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources of one account, and what those of each API share. Guarded by its user. */
final class AccountSources {

  private final Map<SourceKey, SourcePoll> polls = new HashMap<>();
  private final Map<Source.Kind, Service> services = new HashMap<>();
  private final Function<Source.Kind, SourceClient> clients;
  private final BackOff backOff;

  AccountSources(Function<Source.Kind, SourceClient> clients, BackOff backOff) {
    this.clients = clients;
    this.backOff = backOff;
  }

  @Nullable SourcePoll get(SourceKey source) {
    return polls.get(source);
  }

  void put(SourcePoll poll) {
    polls.put(poll.source(), poll);
  }

  void remove(SourceKey source) {
    polls.remove(source);
    breaker(source).forget(source);
  }

  boolean isEmpty() {
    return polls.isEmpty();
  }

  Collection<SourcePoll> polls() {
    return polls.values();
  }

  /** Holds back the sources of an API that is dead. */
  CircuitBreaker breaker(SourceKey source) {
    return service(source).circuitBreaker;
  }

  /** What the API has shown of itself. */
  SortCapability sorting(SourceKey source) {
    return service(source).sorting;
  }

  /** Each API may be another one now. */
  void forgetServices() {
    services.values().forEach(Service::forget);
  }

  private Service service(SourceKey source) {
    return services.computeIfAbsent(
        source.source().kind(), kind -> new Service(clients.apply(kind), backOff));
  }

  private static final class Service {
    private final SourceClient client;
    private final CircuitBreaker circuitBreaker;
    private SortCapability sorting;

    Service(SourceClient client, BackOff backOff) {
      this.client = client;
      this.circuitBreaker = new CircuitBreaker(backOff);
      this.sorting = new SortCapability(client.sortKeys());
    }

    void forget() {
      circuitBreaker.reset();
      sorting = new SortCapability(client.sortKeys());
    }
  }
}
