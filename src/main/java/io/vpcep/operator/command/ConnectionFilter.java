package io.vpcep.operator.command;

import io.vpcep.operator.connection.Connection;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which connections somebody asks for.
 *
 * @param states in one of these states, in the cloud's own words; empty for any
 * @param domains whose endpoint belongs to one of these domain IDs; empty for any
 */
public record ConnectionFilter(Set<String> states, Set<String> domains)
    implements Predicate<Connection> {

  /** Everything. */
  public static final ConnectionFilter ALL = new ConnectionFilter(Set.of(), Set.of());

  public ConnectionFilter {
    states = Set.copyOf(states);
    domains = Set.copyOf(domains);
  }

  @Override
  public boolean test(Connection connection) {
    var domain = connection.domainId();
    return (states.isEmpty() || states.contains(connection.state().value()))
        && (domains.isEmpty() || (domain != null && domains.contains(domain)));
  }
}
