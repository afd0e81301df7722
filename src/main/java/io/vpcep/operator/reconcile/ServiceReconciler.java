package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Condition;
import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.api.VpcEndpointService;
import io.vpcep.operator.api.VpcEndpointServiceStatus;
import io.vpcep.operator.decision.Decision;
import io.vpcep.operator.decision.InternalErrorStatus;
import io.vpcep.operator.decision.ObservedStatus;
import io.vpcep.operator.decision.PollPolicy;
import io.vpcep.operator.decision.ReportedConnections;
import io.vpcep.operator.decision.ServiceDecision;
import io.vpcep.operator.decision.WatchedConnections;
import io.vpcep.operator.poll.Poller;
import io.vpcep.operator.poll.SubscriberId;
import io.vpcep.operator.time.Now;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Subscribes to a source as a whole, and decides a status that says what it lists. */
final class ServiceReconciler
    implements ResourceReconciler<VpcEndpointService, VpcEndpointServiceStatus> {

  private final SourceWatch watch;
  private final PollPolicy pollPolicy;
  private final ResourceLister<VpcEndpointConnection> connections;
  private final ConnectionProvisioner made;
  private final Map<SubscriberId, Memory> memories = new ConcurrentHashMap<>();

  /**
   * What is remembered of a resource from one decision to the next.
   *
   * @param uid of the resource: one that is created again under its name is another
   * @param reported which connections were reported for certain
   * @param next which are reported as well if the last decision was carried out
   * @param eventCount of the status that says that it was
   * @param settled the last decision if it changed nothing; otherwise null
   */
  private record Memory(
      String uid,
      @Nullable ReportedConnections reported,
      ReportedConnections next,
      @Nullable Long eventCount,
      @Nullable SettledService settled) {

    Memory with(SettledService latest) {
      return new Memory(uid, reported, next, eventCount, latest);
    }

    /** What was reported, given the status. */
    @Nullable ReportedConnections reportedBy(VpcEndpointService resource) {
      if (!uid.equals(resource.getMetadata().getUid())) {
        return null;
      }
      var status = resource.getStatus();
      return status != null && Objects.equals(status.eventCount(), eventCount) ? next : reported;
    }
  }

  /**
   * @param connections tells which connections have a resource of their own
   * @param made makes them, for the services that ask for it
   */
  ServiceReconciler(
      Poller poller,
      PollPolicy pollPolicy,
      ResourceLister<VpcEndpointConnection> connections,
      ConnectionProvisioner made) {
    this.watch = new SourceWatch(SubscriberId.Kind.SERVICE, poller, pollPolicy);
    this.pollPolicy = pollPolicy;
    this.connections = connections;
    this.made = made;
  }

  @Override
  public Class<VpcEndpointService> type() {
    return VpcEndpointService.class;
  }

  @Override
  public boolean isFresh(VpcEndpointService resource) {
    var status = resource.getStatus();
    return status == null
        || status.total() == null
        || !Objects.equals(status.observedGeneration(), resource.getMetadata().getGeneration());
  }

  @Override
  public Decision<VpcEndpointServiceStatus> reconcile(VpcEndpointService resource, Now now) {
    var seen = watch.watchList(resource, isFresh(resource), false, now);
    var metadata = resource.getMetadata();
    var id = SubscriberId.ofService(metadata.getNamespace(), metadata.getName());
    var memory = memories.get(id);
    var watched = watched(resource);
    var settled =
        memory != null && memory.uid().equals(metadata.getUid()) ? memory.settled() : null;
    if (memory != null && settled != null && settled.holds(resource, seen, watched, now)) {
      memories.put(id, memory.with(settled.with(seen.presence())));
      return settled.decision(now);
    }
    var reported = memory == null ? null : memory.reportedBy(resource);
    var progress = made.look(resource, seen, now);
    var conclusion =
        ServiceDecision.decide(
            resource, seen, watched, reported, progress.condition(), pollPolicy, now);
    var decision = conclusion.decision().within(progress.requeueAfter());
    memories.put(
        id,
        new Memory(
            metadata.getUid(),
            reported,
            conclusion.reported(),
            decision.status().eventCount(),
            SettledService.of(resource, seen, watched, decision, now)));
    return decision;
  }

  /** The connections of the source that somebody in this namespace watches one by one. */
  private WatchedConnections watched(VpcEndpointService resource) {
    return WatchedConnections.reportedBy(
        connections.naming(
            resource.getMetadata().getNamespace(), ObservedStatus.source(resource.getSpec())));
  }

  @Override
  public VpcEndpointServiceStatus failed(
      VpcEndpointService resource, VpcEndpointServiceStatus status, Now now) {
    return InternalErrorStatus.of(
        status, Condition.SYNCED, "False", resource.getMetadata().getGeneration(), now.wall());
  }

  @Override
  public void written(VpcEndpointService resource, @Nullable VpcEndpointServiceStatus before) {
    // The series of the sources count the states of their connections.
  }

  @Override
  public Stream<String> concernedBy(Resource<?, ?> changed, boolean byOthers) {
    return made.concernedBy(changed, byOthers);
  }

  @Override
  public void forget(String namespace, String name) {
    watch.forget(namespace, name);
    memories.remove(SubscriberId.ofService(namespace, name));
    made.forget(namespace, name);
  }
}
