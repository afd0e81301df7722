package io.vpcep.emulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * How connections go from one status to the next: at once by an {@link Action}, and after a time
 * from {@code creating} to {@code accepted} and from {@code deleting} out of the list. A change of
 * the world by hand or by the scenario stops what would have followed.
 */
public final class LifeCycle {

  private final World world;
  private final InstantSource clock;
  private final Timer timer;
  private final Times times;
  private final AtomicLong transitions = new AtomicLong();

  /**
   * How long the two passing states last. The documents give no figures; public clients look every
   * 3 s for some minutes.
   *
   * @param creating 0 for connections that are accepted at once
   * @param deleting 0 for connections that leave the list at once
   */
  public record Times(Duration creating, Duration deleting) {

    /** A second each. */
    public static final Times DEFAULT = new Times(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  public LifeCycle(World world, InstantSource clock, Timer timer, Times times) {
    this.world = world;
    this.clock = clock;
    this.timer = timer;
    this.times = times;
  }

  /**
   * Does something to connections of one source, to all or to none.
   *
   * @return the connections as they are now, in the order of the IDs
   */
  public List<EndpointConnection> act(ConnectionList list, Collection<String> ids, Action action)
      throws ActionRefusedException {
    Instant now = clock.instant();
    long transition = transitions.incrementAndGet();
    List<EndpointConnection> moved =
        list.move(ids, transition, old -> moved(old, action.next(old.status()), now));
    moved.forEach(connection -> goOn(list, connection, transition));
    return moved;
  }

  /**
   * An endpoint's owner connects it to a service. It waits for acceptance where the service demands
   * that; otherwise it is created, a step that is unconfirmed, and accepted.
   *
   * @param details applied to the new connection, all but its status
   * @throws ActionRefusedException when there is one already, or the endpoint's account is not in
   *     the whitelist of the service
   */
  public EndpointConnection connect(
      EndpointService service, String id, UnaryOperator<EndpointConnection> details)
      throws ActionRefusedException {
    String status =
        service.settings().approval() ? Status.PENDING_ACCEPTANCE : passed(Status.CREATING);
    EndpointConnection newcomer =
        world.create(
            SourceRef.service(service.id()), id, old -> details.apply(old).withStatus(status));
    if (!service.allows(newcomer.domainId())) {
      throw new ActionRefusedException(Refusal.NOT_WHITELISTED);
    }
    long transition = transitions.incrementAndGet();
    service.connections().add(newcomer, transition);
    goOn(service.connections(), newcomer, transition);
    return newcomer;
  }

  private EndpointConnection moved(EndpointConnection old, String next, Instant now) {
    boolean moves = !next.equals(old.status());
    return moves ? old.withStatus(passed(next)).withUpdatedAt(now) : old;
  }

  /** A status, or the one behind it where it lasts no time. */
  private String passed(String status) {
    boolean passing = status.equals(Status.CREATING) && times.creating().isZero();
    return passing ? Status.ACCEPTED : status;
  }

  private void goOn(ConnectionList list, EndpointConnection connection, long transition) {
    if (connection.status().equals(Status.CREATING)) {
      after(times.creating(), list, connection.id(), transition, this::accepted);
    } else if (connection.status().equals(Status.DELETING)) {
      after(times.deleting(), list, connection.id(), transition, old -> Optional.empty());
    }
  }

  private void after(
      Duration delay,
      ConnectionList list,
      String id,
      long transition,
      Function<EndpointConnection, Optional<EndpointConnection>> end) {
    Runnable step = () -> list.finish(id, transition, end);
    if (delay.isZero()) {
      step.run();
    } else {
      timer.after(delay, step);
    }
  }

  private Optional<EndpointConnection> accepted(EndpointConnection old) {
    return Optional.of(old.withStatus(Status.ACCEPTED).withUpdatedAt(clock.instant()));
  }
}
