package io.vpcep.operator.poll;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.connection.Source;
import io.vpcep.operator.connection.SourceKey;
import io.vpcep.operator.schedule.BackOff;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sources of one account, and what those of each API share. Guarded by its user. */
final class AccountSources {

  private final Map<SourceKey, SourcePoll> polls = new HashMap<>();
  private final Map<Source.Kind, Service> services = new EnumMap<>(Source.Kind.class);

  AccountSources(BackOff backOff) {
    for (var kind : Source.Kind.values()) {
      services.put(kind, new Service(new CircuitBreaker(backOff)));
    }
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
    return requireNonNull(services.get(source.source().kind()));
  }

  private static final class Service {
    private final CircuitBreaker circuitBreaker;
    private SortCapability sorting = new SortCapability();

    Service(CircuitBreaker circuitBreaker) {
      this.circuitBreaker = circuitBreaker;
    }

    void forget() {
      circuitBreaker.reset();
      sorting = new SortCapability();
    }
  }
}
