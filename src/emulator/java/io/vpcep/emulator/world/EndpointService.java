package io.vpcep.emulator.world;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * A VPC endpoint service.
 *
 * @param id its ID
 * @param settings what it demands and shows
 * @param status one of {@link ServiceStatus}
 * @param createdAt shown in whole seconds
 * @param updatedAt when its settings last changed; its creation, where they never did
 * @param connections live: shows every later change
 * @param whitelist live: who may connect
 */
public record EndpointService(
    String id,
    ServiceSettings settings,
    String status,
    Instant createdAt,
    Instant updatedAt,
    ConnectionList connections,
    Whitelist whitelist) {

  /** What is shown beside settings and status. */
  public ServiceDetails details() {
    return settings.details();
  }

  /** How many of its connections are being created or accepted. */
  public long liveConnections() {
    return connections.sorted(SortBy.CREATED, true).stream()
        .map(EndpointConnection::status)
        .filter(word -> word.equals(Status.CREATING) || word.equals(Status.ACCEPTED))
        .count();
  }

  /** Whether an account may connect to it. */
  public boolean allows(String domainId) {
    return domainId.equals(details().owner()) || whitelist.allows(domainId);
  }

  EndpointService with(ServiceSettings other, Instant now) {
    return settings.equals(other)
        ? this
        : new EndpointService(id, other, status, createdAt, now, connections, whitelist);
  }

  EndpointService with(UnaryOperator<ServiceDetails> change, Instant now) {
    return with(settings.withDetails(change.apply(details())), now);
  }

  EndpointService withStatus(String word) {
    return new EndpointService(id, settings, word, createdAt, updatedAt, connections, whitelist);
  }
}
