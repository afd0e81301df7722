package io.vpcep.operator.reconcile;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.SourceSpec;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.connection.Observation;
import io.vpcep.operator.connection.Presence;
import io.vpcep.operator.decision.ConnectionsReady;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.provisioning.ConnectionPlan;
import io.vpcep.operator.provisioning.ConnectionPlanner;
import io.vpcep.operator.provisioning.ConnectionPlanner.Listed;
import io.vpcep.operator.time.MonotonicClock;
import io.vpcep.operator.time.Now;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates, changes and deletes the resources that services ask for their connections. The API
 * server is asked when something may be other than planned, and from time to time anyway.
 */
final class ConnectionProvisioner {

  private static final Comparator<VpcEndpointService> BY_AGE =
      comparing((VpcEndpointService service) -> service.getMetadata().getCreationTimestamp())
          .thenComparing(service -> service.getMetadata().getUid());

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionProvisioner.class);

  private final ResourceLister<VpcEndpointConnection> connections;
  private final ResourceLister<VpcEndpointService> services;
  private final ProvisionedConnectionReader reader;
  private final ChangeExecutor executor;
  private final MonotonicClock clock;
  private final Map<ResourceKey, PlanState> states = new ConcurrentHashMap<>();

  /** What is known of the resources of a service; null for nothing new. */
  record Progress(@Nullable ConnectionsReady condition, @Nullable Duration requeueAfter) {

    static final Progress NONE = new Progress(null, null);
  }

  ConnectionProvisioner(
      ResourceListers listers,
      ProvisionedConnectionReader reader,
      ChangeExecutor executor,
      MonotonicClock clock) {
    this.clock = clock;
    this.connections = listers.of(VpcEndpointConnection.class);
    this.services = listers.of(VpcEndpointService.class);
    this.reader = reader;
    this.executor = executor;
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
    var state = state(service, key);
    if (executor.isBusy(key)) {
      return new Progress(state.condition(), null);
    }
    var listed = new Listed(list.listing(), seen.since(), seen.failure() == null);
    var inputs = inputs(service, listed);
    if (state.isToBePlanned(inputs, seen.since(), executor.pause(key), now.monotonic())) {
      state.begin(inputs, seen.since(), now.monotonic());
      plan(service, listed, inputs.older(), state, now);
    }
    return new Progress(state.condition(), state.requeueAfter(executor.pause(key), clock.now()));
  }

  /** What was rejected of another spec says nothing of this one. */
  private PlanState state(VpcEndpointService service, ResourceKey key) {
    var known = states.get(key);
    var state = PlanState.of(service, known);
    if (!state.equals(known)) {
      executor.forget(key);
      states.put(key, state);
    }
    return state;
  }

  private void plan(
      VpcEndpointService service, Listed listed, @Nullable String older, PlanState state, Now now) {
    var key = ResourceKey.of(service);
    boolean isEnded = false;
    try {
      var plan = planned(service, listed, older, state, now);
      boolean isMaking = executor.make(key, plan.changes(), plan.isAll());
      state.planned(plan, isMaking, clock.now());
      isEnded = true;
    } catch (KubernetesClientException e) {
      state.failed(clock.now());
      isEnded = true;
      key.in(LOG.atWarn())
          .log(
              "cannot read the VpcEndpointConnections of the namespace, retrying: {}",
              ForbiddenInterceptor.said(e));
    } finally {
      if (!isEnded) {
        state.touch();
      }
    }
  }

  private ConnectionPlan planned(
      VpcEndpointService service, Listed listed, @Nullable String older, PlanState state, Now now) {
    var key = ResourceKey.of(service);
    var found = reader.read(service, name -> executor.holdsPatch(key, name));
    if (found == null) {
      return ConnectionPlan.NOTHING;
    }
    return older == null
        ? ConnectionPlanner.plan(
            found.manifest(),
            listed,
            found.resources(),
            state.deletions(),
            executor.refusal(key),
            now)
        : ConnectionPlan.conflict(older, ConnectionPlanner.releases(found.resources().made()));
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
    return services.naming(resource.getMetadata().getNamespace(), ObservedStatus.source(spec));
  }

  private PlanInputs inputs(VpcEndpointService service, Listed listed) {
    var named =
        connections.naming(
            service.getMetadata().getNamespace(), ObservedStatus.source(service.getSpec()));
    return PlanInputs.of(older(service), listed, named.toList());
  }

  /**
   * The services that a resource concerns which has changed: those that watch its source, and those
   * that want its name.
   */
  Stream<String> concernedBy(Resource<?, ?> changed, boolean byOthers) {
    if (!(changed.getSpec() instanceof SourceSpec spec)) {
      return Stream.empty();
    }
    var name = changed.getMetadata().getName();
    var keys =
        Stream.concat(
                sharing(changed, spec).map(ResourceKey::of),
                byOthers ? wanting(changed.getMetadata().getNamespace(), name) : Stream.empty())
            .distinct()
            .filter(key -> !key.equals(ResourceKey.of(changed)))
            .toList();
    if (byOthers) {
      keys.forEach(
          key ->
              states.computeIfPresent(
                  key,
                  (k, state) -> {
                    state.touch();
                    return state;
                  }));
    }
    return keys.stream().map(ResourceKey::name);
  }

  private Stream<ResourceKey> wanting(String namespace, String name) {
    return states.entrySet().stream()
        .filter(entry -> entry.getKey().namespace().equals(namespace))
        .filter(entry -> entry.getValue().wants(name))
        .map(Map.Entry::getKey);
  }

  /** The service is gone. */
  void forget(String namespace, String name) {
    var key = new ResourceKey(VpcEndpointService.class, namespace, name);
    states.remove(key);
    executor.forget(key);
  }
}
