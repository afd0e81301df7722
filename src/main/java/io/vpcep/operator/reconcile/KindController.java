package io.vpcep.operator.reconcile;

import io.vpcep.operator.api.Resource;
import io.vpcep.operator.api.ResourceStatus;
import io.vpcep.operator.reconcile.Informers.Change;
import io.vpcep.operator.reconcile.ResourceController.Writers;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import java.time.Duration;
import java.util.stream.Stream;

/** The resources of one kind: what is known of them, and when they are reconciled. */
final class KindController<P extends Resource<?, S>, S extends ResourceStatus<S>> {

  /** After what somebody does, who may look at the result. */
  private static final Duration MOMENT = Duration.ofSeconds(1);

  /** After what this process writes, which may be much. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private final Class<P> type;
  private final ResourceLister<P> lister;
  private final ResourceStore<P, S> store;
  private final ResourceReconciler<P, S> reconciler;
  private final ResourceController<P, S> controller;
  private final ReconcileQueue queue;

  KindController(
      ResourceReconciler<P, S> reconciler,
      ResourceListers listers,
      Writers writers,
      TaskRuntime runtime,
      ReconcileQueue queue) {
    this.reconciler = reconciler;
    this.queue = queue;
    type = reconciler.type();
    lister = listers.of(type);
    store = new ResourceStore<>(type, lister, writers.calls());
    controller =
        new ResourceController<>(store, reconciler, writers, runtime::now, runtime.errors());
  }

  /** Reconciles one resource. */
  ReconcileResult reconcile(ResourceKey key) {
    return controller.look(key);
  }

  /** Reconciles a resource soon, for a reason other than a change of it. */
  void enqueue(String namespace, String name) {
    var resource = lister.get(namespace, name);
    queue.add(
        new ResourceKey(type, namespace, name),
        resource == null ? Priority.NORMAL : priority(resource));
  }

  /**
   * Reconciles a resource soon that the informer reports, unless this process wrote it.
   *
   * @return whether somebody else has changed it
   */
  boolean changed(Resource<?, ?> reported, Change change) {
    var resource = type.cast(reported);
    var key = ResourceKey.of(resource);
    boolean byOthers = change == Change.DELETED || !store.isEcho(key, resource);
    if (byOthers) {
      queue.add(key, change == Change.CREATED ? priority(resource) : Priority.URGENT);
    }
    return byOthers;
  }

  /** Reconciles those soon that another resource concerns; once for many of them. */
  void concern(Resource<?, ?> changed, boolean byOthers) {
    var namespace = changed.getMetadata().getNamespace();
    reconciler
        .concernedBy(changed, byOthers)
        .forEach(
            name ->
                queue.addAfter(
                    new ResourceKey(type, namespace, name), byOthers ? MOMENT : A_WHILE));
  }

  /** Reconciles all, those first that are new or were changed. */
  void enqueueAll() {
    keys().forEach(key -> enqueue(key.namespace(), key.name()));
  }

  /** All resources that are known, or were when they were reconciled last. */
  Stream<ResourceKey> keys() {
    return store.keys();
  }

  /** Takes what these informers show, which are synced, for what there is. */
  void follow(Informers synced) {
    lister.follow(synced.resources(type));
    store.believeInformer();
  }

  private Priority priority(P resource) {
    return reconciler.isFresh(resource) ? Priority.URGENT : Priority.NORMAL;
  }
}
