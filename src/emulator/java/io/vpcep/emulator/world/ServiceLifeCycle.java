package io.vpcep.emulator.world;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How endpoint services come and go: created, available after a time, deleting, and gone after a
 * time. The documents speak of 1 to 2 minutes; here it takes as long as with connections.
 */
public final class ServiceLifeCycle {

  private final World world;
  private final Timer timer;
  private final LifeCycle.Times times;

  public ServiceLifeCycle(World world, Timer timer, LifeCycle.Times times) {
    this.world = world;
    this.timer = timer;
    this.times = times;
  }

  /**
   * Creates a service that nobody but its owner may connect to.
   *
   * @param quota how many there may be
   * @return the service; empty when there are as many already
   */
  public Optional<EndpointService> create(ServiceSettings settings, int quota) {
    String id = UUID.randomUUID().toString();
    String status = times.creating().isZero() ? ServiceStatus.AVAILABLE : ServiceStatus.CREATING;
    Optional<EndpointService> created = world.createService(id, settings, status, quota);
    created.ifPresent(service -> after(times.creating(), () -> available(id)));
    return created;
  }

  /**
   * Deletes a service.
   *
   * @throws ActionRefusedException while it has connections that are being created or accepted
   */
  public void delete(EndpointService service) throws ActionRefusedException {
    if (service.liveConnections() > 0) {
      throw new ActionRefusedException(Refusal.IN_USE);
    }
    world.changeService(service.id(), old -> old.withStatus(ServiceStatus.DELETING));
    after(times.deleting(), () -> gone(service.id()));
  }

  private void after(Duration delay, Runnable step) {
    if (delay.isZero()) {
      step.run();
    } else {
      timer.after(delay, step);
    }
  }

  private void available(String id) {
    world.changeService(
        id,
        old ->
            old.status().equals(ServiceStatus.CREATING)
                ? old.withStatus(ServiceStatus.AVAILABLE)
                : old);
  }

  private void gone(String id) {
    world
        .service(id)
        .filter(service -> service.status().equals(ServiceStatus.DELETING))
        .ifPresent(service -> world.remove(SourceRef.service(id)));
  }
}
