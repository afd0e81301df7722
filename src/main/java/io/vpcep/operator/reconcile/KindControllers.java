package io.vpcep.operator.reconcile;

import static java.util.Objects.requireNonNull;

import io.vpcep.operator.api.Resource;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.reconcile.Controllers.Cluster;
import io.vpcep.operator.reconcile.Informers.Change;
import io.vpcep.operator.reconcile.ResourceController.Writers;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The resources of all kinds, which share a queue. */
final class KindControllers implements InformerSupervisor.Listener {

  private final Map<Class<?>, KindController<?, ?>> byType;
  private final ReconcileQueue queue;
  private volatile boolean synced;

  private KindControllers(Map<Class<?>, KindController<?, ?>> byType, ReconcileQueue queue) {
    this.byType = byType;
    this.queue = queue;
  }

  /**
   * A controller for each reconciler; resources of other kinds are not known.
   *
   * @param calls made only while this replica leads
   */
  static KindControllers of(
      List<ResourceReconciler<?, ?>> reconcilers,
      ResourceListers listers,
      Cluster cluster,
      RawKubernetesClient calls,
      TaskRuntime runtime) {
    var byType = new LinkedHashMap<Class<?>, KindController<?, ?>>();
    var queue =
        new ReconcileQueue(
            runtime.executor(),
            runtime.scheduler(),
            runtime.monotonic(),
            runtime.random(),
            key -> requireNonNull(byType.get(key.type())).reconcile(key));
    var writers = writers(cluster, calls, runtime, queue);
    for (var reconciler : reconcilers) {
      byType.put(
          reconciler.type(), new KindController<>(reconciler, listers, writers, runtime, queue));
    }
    return new KindControllers(byType, queue);
  }

  private static Writers writers(
      Cluster cluster, RawKubernetesClient calls, TaskRuntime runtime, ReconcileQueue queue) {
    var throttle =
        new EventThrottle(
            runtime.scheduler(), runtime.monotonic(), key -> queue.add(key, Priority.NORMAL));
    var statuses = new StatusWriter(calls);
    var recorder = new EventRecorder(calls, cluster.instance(), runtime.monotonic());
    var decisions = new DecisionExecutor(recorder, throttle, statuses);
    return new Writers(
        cluster.leads(),
        calls,
        statuses,
        decisions,
        throttle,
        new ReconcileMetrics(cluster.metrics()));
  }

  /** Reconciles a resource soon, for a reason other than a change of it. */
  void enqueue(Class<? extends Resource<?, ?>> type, String namespace, String name) {
    controller(type).enqueue(namespace, name);
  }

  /** Reconciles all resources, those first that are new or were changed. */
  void enqueueAll() {
    byType.values().forEach(KindController::enqueueAll);
  }

  /** Reconciles these, none of them first. */
  void enqueue(List<ResourceKey> keys) {
    keys.forEach(key -> queue.add(key, Priority.NORMAL));
  }

  /** All resources that are known, or were when they were reconciled last. */
  Stream<ResourceKey> keys() {
    return byType.values().stream().flatMap(KindController::keys);
  }

  /** Before the caches are synced nothing is: what a reference names may not be there yet. */
  @Override
  public void changed(Resource<?, ?> resource, Change change) {
    if (synced) {
      boolean byOthers = controller(resource.getClass()).changed(resource, change);
      byType.values().forEach(controller -> controller.concern(resource, byOthers));
    }
  }

  @Override
  public void synced(Informers informers) {
    byType.values().forEach(controller -> controller.follow(informers));
    synced = true;
    queue.forgetFailures();
    enqueueAll();
  }

  /** Takes nothing any more, and lets what runs come to its end for so long. */
  void close(Duration patience) {
    queue.close(patience);
  }

  private KindController<?, ?> controller(Class<?> type) {
    return requireNonNull(byType.get(type));
  }
}
