package io.vpcep.emulator.world;

import java.time.Instant;

/**
 * A VPC endpoint service.
 *
 * @param id its ID
 * @param settings what it demands
 * @param createdAt shown in whole seconds
 * @param updatedAt when its settings last changed; its creation, where they never did
 * @param connections live: shows every later change
 */
public record EndpointService(
    String id,
    ServiceSettings settings,
    Instant createdAt,
    Instant updatedAt,
    ConnectionList connections) {

  EndpointService with(ServiceSettings other, Instant now) {
    return settings.equals(other)
        ? this
        : new EndpointService(id, other, createdAt, now, connections);
  }
}
