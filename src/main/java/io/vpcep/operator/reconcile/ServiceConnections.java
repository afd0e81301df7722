package io.vpcep.operator.reconcile;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.connection.ConnectionState;
import io.vpcep.operator.connection.ListedConnection;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.made.ConnectionManifest;
import io.vpcep.operator.made.ConnectionPlan;
import io.vpcep.operator.made.ConnectionPlanner;
import io.vpcep.operator.made.ConnectionPlanner.Listed;
import io.vpcep.operator.made.ConnectionPlanner.Resources;
import io.vpcep.operator.made.MadeConnection;
import io.vpcep.operator.time.MonotonicTime;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that the connections of services have the resources that the services ask for. The API
 * server is asked when something may be other than planned, and from time to time anyway.
 */
final class ServiceConnections {

  /** Shorter than the time between two looks at everything, so that each of these asks. */
  private static final Duration BELIEVED = Duration.ofMinutes(25);

  private static final Comparator<VpcEndpointService> BY_AGE =
      comparing((VpcEndpointService service) -> service.getMetadata().getCreationTimestamp())
          .thenComparing(service -> service.getMetadata().getUid());

  private static final Logger LOG = LoggerFactory.getLogger(ServiceConnections.class);

  private final ResourceLister<VpcEndpointConnection> connections;
  private final ResourceLister<VpcEndpointService> services;
  private final MadeConnectionReader reader;
  private final ConnectionMaker maker;
  private final Map<ResourceKey, State> states = new ConcurrentHashMap<>();

  /** What is known of the resources of a service; null for nothing new. */
  record Progress(@Nullable ConnectionsReady condition, @Nullable Duration requeueAfter) {

    static final Progress NONE = new Progress(null, null);
  }

  ServiceConnections(ResourceListers listers, MadeConnectionReader reader, ConnectionMaker maker) {
    this.connections = listers.of(VpcEndpointConnection.class);
    this.services = listers.of(VpcEndpointService.class);
    this.reader = reader;
    this.maker = maker;
  }

  /** Compares what there is with what the service asks for, and has the difference made good. */
  Progress look(VpcEndpointService service, Observation seen, Now now) {
    var key = ResourceKey.of(service);
    if (service.getSpec().connections() == null) {
      forget(key.namespace(), key.name());
      return Progress.NONE;
    }
    if (!(seen.presence() instanceof Presence.Listed list)) {
      return Progress.NONE;
    }
    var state = states.compute(key, (k, known) -> State.of(service, known));
    if (maker.isBusy(key)) {
      return new Progress(state.condition, null);
    }
    var listed = new Listed(list.listing(), seen.failure() == null);
    var pause = maker.pause(key);
    var outline = outline(service, listed);
    if (state.isToBePlanned(outline, pause, now)) {
      plan(service, listed, state, now);
      state.planned(outline, now);
    }
    return new Progress(state.condition, state.requeueAfter(maker.pause(key), now));
  }

  private void plan(VpcEndpointService service, Listed listed, State state, Now now) {
    var key = ResourceKey.of(service);
    state.begin();
    try {
      var plan = planned(service, listed, state, now);
      state.end(plan);
      if (maker.pause(key).isZero() && !plan.changes().isEmpty()) {
        maker.make(key, plan.changes());
        state.isUnplanned = true;
      }
    } catch (KubernetesClientException e) {
      maker.failed(key);
      key.in(LOG.atWarn())
          .log("cannot read the resources of the service: {}", ForbiddenInterceptor.said(e));
    }
  }

  private ConnectionPlan planned(VpcEndpointService service, Listed listed, State state, Now now) {
    var older = older(service);
    if (older != null) {
      return ConnectionPlan.conflict(older);
    }
    var manifest = new ConnectionManifest(service);
    var made = reader.read(manifest);
    return made == null
        ? ConnectionPlan.NOTHING
        : ConnectionPlanner.plan(
            manifest,
            listed,
            resources(service, made),
            state.deletions,
            maker.refusal(ResourceKey.of(service)),
            now);
  }

  private Resources resources(VpcEndpointService service, List<MadeConnection> made) {
    var own = made.stream().map(MadeConnection::name).collect(toSet());
    var others =
        inNamespace(connections, service)
            .filter(resource -> !own.contains(resource.getMetadata().getName()))
            .toList();
    return new Resources(
        made,
        others.stream().map(resource -> resource.getMetadata().getName()).collect(toSet()),
        WatchedConnections.named(others.stream(), ObservedStatus.source(service.getSpec())));
  }

  /**
   * The oldest other service that makes the resources of the same source; null if none is older.
   */
  private @Nullable String older(VpcEndpointService service) {
    return sharing(service, service.getSpec())
        .filter(other -> other.getSpec().connections() != null)
        .filter(other -> BY_AGE.compare(other, service) < 0)
        .min(BY_AGE)
        .map(other -> other.getMetadata().getName())
        .orElse(null);
  }

  /** The services of the resource's namespace with this source. */
  private Stream<VpcEndpointService> sharing(HasMetadata resource, SourceSpec spec) {
    var source = ObservedStatus.source(spec);
    return inNamespace(services, resource)
        .filter(other -> ObservedStatus.source(other.getSpec()).equals(source));
  }

  private static <P extends HasMetadata> Stream<P> inNamespace(
      ResourceLister<P> lister, HasMetadata resource) {
    var namespace = resource.getMetadata().getNamespace();
    return lister.all().filter(other -> other.getMetadata().getNamespace().equals(namespace));
  }

  /** What the informers show of the connections that lack a resource, and the other way round. */
  private Outline outline(VpcEndpointService service, Listed listed) {
    var source = ObservedStatus.source(service.getSpec());
    var named =
        inNamespace(connections, service)
            .filter(resource -> ObservedStatus.source(resource.getSpec()).equals(source))
            .toList();
    var watched = WatchedConnections.named(named.stream(), source);
    var all = listed.listing().connections();
    return new Outline(
        older(service),
        listed.isComplete(),
        Digest.of(
            all.values().stream()
                .filter(connection -> !watched.contains(connection))
                .map(ListedConnection::endpointId)),
        Digest.of(
            named.stream()
                .filter(ServiceConnections::isNotFound)
                .map(resource -> resource.getMetadata().getName())));
  }

  private static boolean isNotFound(VpcEndpointConnection resource) {
    return resource.getStatus() != null
        && ConnectionState.NOT_FOUND.value().equals(resource.getStatus().state());
  }

  /** The services that watch the source of a resource that has changed, other than itself. */
  Stream<String> concernedBy(Resource<?, ?> changed, boolean byOthers) {
    if (!(changed.getSpec() instanceof SourceSpec spec)) {
      return Stream.empty();
    }
    var keys =
        sharing(changed, spec)
            .map(ResourceKey::of)
            .filter(key -> !key.equals(ResourceKey.of(changed)))
            .toList();
    if (byOthers) {
      keys.stream().map(states::get).filter(Objects::nonNull).forEach(s -> s.isUnplanned = true);
    }
    return keys.stream().map(ResourceKey::name);
  }

  /** The service is gone. */
  void forget(String namespace, String name) {
    var key = new ResourceKey(VpcEndpointService.class, namespace, name);
    states.remove(key);
    maker.forget(key);
  }

  /** Stands for a set of names, without keeping them. */
  private record Digest(long count, long sum) {

    static Digest of(Stream<String> names) {
      var hashes = names.mapToLong(String::hashCode).summaryStatistics();
      return new Digest(hashes.getCount(), hashes.getSum());
    }
  }

  /**
   * What a plan depends on, as far as it can be told without asking the API server.
   *
   * @param older the service that makes the resources instead; null if none does
   * @param isComplete whether the list tells what is gone
   * @param without the connections that have no resource
   * @param notFound the resources whose connections are gone
   */
  private record Outline(
      @Nullable String older, boolean isComplete, Digest without, Digest notFound) {}

  /** What is remembered of a service from one look to the next. */
  private static final class State {

    private final String uid;
    private final long generation;

    /** Whether something has happened since the last plan that it does not know of. */
    private volatile boolean isUnplanned = true;

    private boolean hasChanges;
    private @Nullable ConnectionsReady condition;
    private Map<String, MonotonicTime> deletions = Map.of();
    private @Nullable Outline outline;
    private MonotonicTime believedUntil = MonotonicTime.MIN;

    private State(String uid, long generation) {
      this.uid = uid;
      this.generation = generation;
    }

    static State of(VpcEndpointService service, @Nullable State known) {
      var metadata = service.getMetadata();
      return known != null
              && known.uid.equals(metadata.getUid())
              && known.generation == metadata.getGeneration()
          ? known
          : new State(metadata.getUid(), metadata.getGeneration());
    }

    boolean isToBePlanned(Outline now, Duration pause, Now time) {
      return isUnplanned
          || (hasChanges && pause.isZero())
          || !now.equals(outline)
          || !time.monotonic().isBefore(believedUntil)
          || deletions.values().stream().anyMatch(due -> !time.monotonic().isBefore(due));
    }

    /** What happens from now on may come too late for the plan. */
    void begin() {
      isUnplanned = false;
      hasChanges = true;
    }

    void end(ConnectionPlan plan) {
      hasChanges = !plan.changes().isEmpty();
      deletions = plan.deletions();
      condition = plan.condition() == null ? condition : plan.condition();
    }

    void planned(Outline from, Now now) {
      outline = from;
      believedUntil = now.monotonic().plus(BELIEVED);
    }

    /** When the changes may be made that could not be, or when a resource is due for deletion. */
    @Nullable Duration requeueAfter(Duration pause, Now now) {
      var next = deletions.values().stream().min(naturalOrder()).map(now.monotonic()::until);
      return hasChanges && !pause.isZero() && next.filter(due -> due.compareTo(pause) < 0).isEmpty()
          ? pause
          : next.orElse(null);
    }
  }
}
