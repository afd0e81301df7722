package io.vpcep.emulator.world;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The endpoint services and clusters of the emulated cloud, the same in every project. Every method
 * takes effect with the next response.
 */
public final class World {

  /** Markers grow from here; the documents' examples are near it. */
  private static final long FIRST_MARKER = 16_777_600L;

  /** Markers from here on are taken as they are given, and do not raise the next one. */
  private static final long LARGE_MARKER = 1L << 53;

  /** The whitelist of a service that is given none. */
  private static final List<String> EVERYBODY = List.of("*");

  private final InstantSource clock;
  private final AtomicLong nextMarker = new AtomicLong(FIRST_MARKER);
  private final Map<String, EndpointService> services = new ConcurrentHashMap<>();
  private final Map<String, Cluster> clusters = new ConcurrentHashMap<>();

  /** An empty world. */
  public World(InstantSource clock) {
    this.clock = clock;
  }

  /** The IDs of the endpoint services, sorted. */
  public Set<String> serviceIds() {
    return new TreeSet<>(services.keySet());
  }

  /** The IDs of the clusters, sorted. */
  public Set<String> clusterIds() {
    return new TreeSet<>(clusters.keySet());
  }

  /** An endpoint service; empty when there is no such service. */
  public Optional<EndpointService> service(String id) {
    return Optional.ofNullable(services.get(id));
  }

  /** A cluster; empty when there is no such cluster. */
  public Optional<Cluster> cluster(String id) {
    return Optional.ofNullable(clusters.get(id));
  }

  /** A source's connections; empty when there is no such source. */
  public Optional<ConnectionList> connections(SourceRef source) {
    return source.kind() == SourceRef.Kind.SERVICE
        ? service(source.id()).map(EndpointService::connections)
        : cluster(source.id()).map(Cluster::connections);
  }

  /** The endpoint services, in the order of their IDs. */
  public List<EndpointService> services() {
    return services.values().stream().sorted(Comparator.comparing(EndpointService::id)).toList();
  }

  /**
   * Adds an endpoint service that everybody may connect to, or changes the settings of one that
   * keeps its connections.
   */
  public void putService(String id, ServiceSettings settings) {
    Instant now = clock.instant();
    services.compute(
        id,
        (key, old) ->
            old == null
                ? newService(key, settings, ServiceStatus.AVAILABLE, EVERYBODY)
                : old.with(settings, now));
  }

  /** Changes an endpoint service; empty when there is none. */
  public Optional<EndpointService> changeService(String id, UnaryOperator<EndpointService> change) {
    return Optional.ofNullable(services.computeIfPresent(id, (key, old) -> change.apply(old)));
  }

  /**
   * Changes what an endpoint service demands and shows, unless somebody else did meanwhile.
   *
   * @param known the service that the settings were made from
   */
  public Optional<EndpointService> replaceSettings(
      EndpointService known, ServiceSettings settings) {
    Instant now = clock.instant();
    AtomicReference<@Nullable EndpointService> replaced = new AtomicReference<>();
    services.computeIfPresent(
        known.id(),
        (key, old) -> {
          if (!old.settings().equals(known.settings())) {
            return old;
          }
          EndpointService changed = old.with(settings, now);
          replaced.set(changed);
          return changed;
        });
    return Optional.ofNullable(replaced.get());
  }

  /** Replaces the whitelist of a service by these permissions. */
  public void putWhitelist(String id, List<String> permissions) {
    services.computeIfPresent(
        id,
        (key, old) -> {
          old.whitelist().remove(entry -> true);
          old.whitelist().add(records(permissions, WhitelistRecord.DOMAIN));
          return old;
        });
  }

  /**
   * Adds an endpoint service with an empty whitelist; empty when there are as many as there may be.
   */
  synchronized Optional<EndpointService> createService(
      String id, ServiceSettings settings, String status, int quota) {
    if (services.size() >= quota) {
      return Optional.empty();
    }
    EndpointService created = newService(id, settings, status, List.of());
    services.put(id, created);
    return Optional.of(created);
  }

  /** Whitelist records, created now. */
  public List<WhitelistRecord> records(Collection<String> permissions, String type) {
    Instant now = clock.instant();
    return permissions.stream()
        .map(
            permission ->
                new WhitelistRecord(UUID.randomUUID().toString(), permission, type, null, now))
        .toList();
  }

  /** Adds a cluster, or changes the settings of one that keeps its connections. */
  public void putCluster(String id, ClusterSettings settings) {
    clusters.compute(
        id,
        (key, old) ->
            new Cluster(settings, old == null ? new ConnectionList() : old.connections()));
  }

  /** Changes the settings of a cluster; false if somebody else did since it was read. */
  public boolean replaceSettings(String id, Cluster known, ClusterSettings settings) {
    return clusters.replace(id, known, new Cluster(settings, known.connections()));
  }

  /** Removes a source with its connections; false when there was none. */
  public boolean remove(SourceRef source) {
    return source.kind() == SourceRef.Kind.SERVICE
        ? services.remove(source.id()) != null
        : clusters.remove(source.id()) != null;
  }

  /**
   * Creates a connection, in place of one with the same ID; its source is created when needed.
   *
   * @param details applied to an accepted connection that was created now
   */
  public EndpointConnection put(
      SourceRef source, String id, UnaryOperator<EndpointConnection> details) {
    EndpointConnection created = create(source, id, details);
    created(source).putAll(List.of(created));
    return created;
  }

  /**
   * Creates many connections with made-up IDs that follow from source and marker, each one second
   * older than the next one and the last one created now; the source is created when needed.
   *
   * @param details applied to each
   */
  public List<EndpointConnection> putMany(
      SourceRef source, int count, UnaryOperator<EndpointConnection> details) {
    long marker = nextMarker.getAndAdd(count);
    Instant first = clock.instant().minusSeconds(count - 1L);
    List<EndpointConnection> many =
        IntStream.range(0, count)
            .mapToObj(
                i ->
                    create(
                        source,
                        madeUpId(source, marker + i),
                        marker + i,
                        first.plusSeconds(i),
                        details))
            .toList();
    created(source).putAll(many);
    return many;
  }

  /**
   * Changes a connection; what the change leaves alone stays, and its update time moves to now
   * unless the change sets another.
   *
   * @return the changed connection; empty when there is none
   */
  public Optional<EndpointConnection> change(
      SourceRef source, String id, UnaryOperator<EndpointConnection> change) {
    Instant now = clock.instant();
    return connections(source)
        .flatMap(list -> list.change(id, old -> change.apply(old.withUpdatedAt(now))));
  }

  /**
   * Changes descriptions, all or none; the update times move to now.
   *
   * @param descriptions by endpoint
   * @return the changed connections, in the same order
   */
  public List<EndpointConnection> describe(ConnectionList list, Map<String, String> descriptions)
      throws ActionRefusedException {
    Instant now = clock.instant();
    return list.changeAll(
        descriptions.keySet(),
        old -> old.withDescription(descriptions.get(old.id())).withUpdatedAt(now));
  }

  /** Removes a connection; false when there was none. */
  public boolean remove(SourceRef source, String id) {
    return connections(source).map(list -> list.remove(id)).orElse(false);
  }

  private ConnectionList created(SourceRef source) {
    if (source.kind() == SourceRef.Kind.SERVICE) {
      return services
          .computeIfAbsent(
              source.id(),
              key -> newService(key, ServiceSettings.DEFAULT, ServiceStatus.AVAILABLE, EVERYBODY))
          .connections();
    }
    return clusters
        .computeIfAbsent(
            source.id(), key -> new Cluster(ClusterSettings.DEFAULT, new ConnectionList()))
        .connections();
  }

  private EndpointService newService(
      String id, ServiceSettings settings, String status, List<String> permissions) {
    Instant now = clock.instant();
    Whitelist whitelist = new Whitelist(records(permissions, WhitelistRecord.DOMAIN));
    return new EndpointService(id, settings, status, now, now, new ConnectionList(), whitelist);
  }

  /** A connection of a source that does not stand in its list yet. */
  EndpointConnection create(
      SourceRef source, String id, UnaryOperator<EndpointConnection> details) {
    return create(source, id, nextMarker.getAndIncrement(), clock.instant(), details);
  }

  private EndpointConnection create(
      SourceRef source,
      String id,
      long marker,
      Instant now,
      UnaryOperator<EndpointConnection> details) {
    EndpointConnection created = details.apply(EndpointConnection.accepted(id, marker, now));
    if (created.markerId() < LARGE_MARKER) {
      nextMarker.accumulateAndGet(created.markerId() + 1, Math::max);
    }
    boolean alwaysUpdated = source.kind() == SourceRef.Kind.SERVICE;
    return alwaysUpdated ? created.withUpdatedAt(created.lastChange()) : created;
  }

  private static String madeUpId(SourceRef source, long marker) {
    byte[] seed = (source + " " + marker).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(seed).toString();
  }
}
