package io.vpcep.operator.reconcile;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.vpcep.operator.api.VpcEndpointConnection;
import io.vpcep.operator.cluster.ForbiddenInterceptor;
import io.vpcep.operator.cluster.RawKubernetesClient;
import io.vpcep.operator.leadership.NotLeadingException;
import io.vpcep.operator.provisioning.ConnectionChange;
import io.vpcep.operator.provisioning.ConnectionChange.Create;
import io.vpcep.operator.provisioning.ConnectionChange.Delete;
import io.vpcep.operator.provisioning.ConnectionChange.Patch;
import io.vpcep.operator.provisioning.Refusal;
import io.vpcep.operator.schedule.Priority;
import io.vpcep.operator.schedule.TaskRuntime;
import io.vpcep.operator.time.MonotonicTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the changes that services plan, a few of each service at a time. What is rejected is held
 * for a while, and planned again. Bounded by the plans: one for each service.
 */
final class ChangeExecutor {

  private static final int AT_A_TIME = 8;

  private static final Logger LOG = LoggerFactory.getLogger(ChangeExecutor.class);

  private final RawKubernetesClient calls;
  private final TaskRuntime runtime;
  private final Consumer<ResourceKey> ended;

  @GuardedBy("this")
  private final Map<ResourceKey, ChangeQueue> services = new HashMap<>();

  /**
   * An idle executor.
   *
   * @param calls made only while this replica leads
   * @param ended told of a service when all its changes are made or given up
   */
  ChangeExecutor(RawKubernetesClient calls, TaskRuntime runtime, Consumer<ResourceKey> ended) {
    this.calls = calls;
    this.runtime = runtime;
    this.ended = ended;
  }

  /** Whether changes of the service are under way. */
  synchronized boolean isBusy(ResourceKey service) {
    var queue = services.get(service);
    return queue != null && queue.isBusy();
  }

  /** The worst reason why changes of the service are rejected or do not persist; null for none. */
  synchronized @Nullable Refusal refusal(ResourceKey service) {
    var queue = services.get(service);
    return queue == null ? null : queue.refusal(now());
  }

  /** Whether a resource of the service cannot be patched at present. */
  synchronized boolean holdsPatch(ResourceKey service, String name) {
    var queue = services.get(service);
    return queue != null && queue.holdsPatch(name, now());
  }

  /** How long until something of the service is not held any more; zero if nothing is. */
  synchronized Duration pause(ResourceKey service) {
    var queue = services.get(service);
    return queue == null ? Duration.ZERO : queue.pause(now());
  }

  /**
   * Has changes made soon in other threads, unless there are some under way.
   *
   * @param isAll whether these are all that there are to make
   * @return whether any is made
   */
  synchronized boolean make(ResourceKey service, List<ConnectionChange> changes, boolean isAll) {
    var queue = services.computeIfAbsent(service, key -> new ChangeQueue());
    if (queue.isBusy()) {
      return true;
    }
    int count = queue.begin(changes, isAll, now(), AT_A_TIME);
    for (int i = 0; i < count; i++) {
      execute(service, queue);
    }
    return count > 0;
  }

  /** The service is gone, or makes nothing any more. */
  synchronized void forget(ResourceKey service) {
    var queue = services.remove(service);
    if (queue != null) {
      queue.drop();
    }
  }

  private MonotonicTime now() {
    return runtime.monotonic().now();
  }

  private void execute(ResourceKey service, ChangeQueue queue) {
    runtime.executor().execute(service.taskKey(), Priority.NORMAL, () -> step(service, queue));
  }

  private void step(ResourceKey service, ChangeQueue queue) {
    var change = next(queue);
    var refusal = Refusal.UNAVAILABLE;
    try {
      refusal = change == null ? null : make(service, change);
    } catch (NotLeadingException e) {
      service.in(LOG.atDebug()).log("another replica leads: giving up the changes");
    } finally {
      if (end(service, queue, change, refusal)) {
        ended.accept(service);
      }
    }
  }

  private synchronized @Nullable ConnectionChange next(ChangeQueue queue) {
    return queue.next();
  }

  /** True if nothing is left to do. */
  private synchronized boolean end(
      ResourceKey service,
      ChangeQueue queue,
      @Nullable ConnectionChange change,
      @Nullable Refusal refusal) {
    if (change != null) {
      queue.tried(change, refusal, now());
    }
    if (queue.hasNext()) {
      execute(service, queue);
      return false;
    }
    return queue.end();
  }

  /** Returns why the API server rejected the change; null if it did not. */
  private @Nullable Refusal make(ResourceKey service, ConnectionChange change) {
    var start = now();
    try {
      send(
          change,
          ProvisionedConnectionReader.path(VpcEndpointConnection.class, service.namespace()));
      return null;
    } catch (KubernetesClientException e) {
      var said = ForbiddenInterceptor.said(e);
      service
          .in(LOG.atInfo())
          .addKeyValue("connection", change.name())
          .log("cannot {} the VpcEndpointConnection: {}", change.verb().value(), said);
      return Refusal.of(change, e.getCode(), said);
    } finally {
      // A tenant that makes calls slow, such as by a webhook, has fewer threads.
      boolean isQuick = start.until(now()).compareTo(ResourceController.SLOW) <= 0;
      runtime.executor().responded(service.taskKey(), isQuick);
    }
  }

  private void send(ConnectionChange change, String all) {
    if (change instanceof Create create) {
      calls.send("POST", all, create.resource());
    } else if (change instanceof Patch patch) {
      calls.send("PATCH", all + "/" + change.name(), patch.patch());
    } else if (change instanceof Delete delete) {
      calls.send("DELETE", all + "/" + change.name(), preconditions(delete));
    }
  }

  private static DeleteOptions preconditions(Delete delete) {
    return new DeleteOptionsBuilder()
        .withApiVersion("v1")
        .withKind("DeleteOptions")
        .withNewPreconditions()
        .withUid(delete.uid())
        .withResourceVersion(delete.resourceVersion())
        .endPreconditions()
        .build();
  }
}
